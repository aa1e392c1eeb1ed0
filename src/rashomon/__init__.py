"""Rashomon: who claims what, where and when, through whom it reached us, and who disputes it."""
