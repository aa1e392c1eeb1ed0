"""One file a version; a file that was once released is never changed."""
