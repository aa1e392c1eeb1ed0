"""What is wrong with the layout of the page as it stands, found by the boxes of its words."""

FAULTS_OF_LAYOUT = """() => {
  const seen = (one) => {
    for (let at = one; at && at !== document.documentElement; at = at.parentElement) {
      const style = getComputedStyle(at)
      if (style.clipPath !== 'none' || style.visibility === 'hidden') return false
      if (style.display === 'none' || style.opacity === '0') return false
    }
    return true
  }
  const scrolls = (style, axis) => ['auto', 'scroll'].includes(style['overflow' + axis])
  const clips = (style, axis) => ['hidden', 'clip'].includes(style['overflow' + axis])
  const told = (words) => words.trim().replace(/\\s+/g, ' ').slice(0, 60)
  const boxes = []
  const faults = []
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const parent = node.parentElement
    const unseen = ['SCRIPT', 'STYLE', 'TITLE', 'OPTION', 'NOSCRIPT'].includes(parent.tagName.toUpperCase())
    if (!node.textContent.trim() || unseen || !seen(parent)) continue
    const range = document.createRange()
    range.selectNodeContents(node)
    for (const box of range.getClientRects()) {
      if (box.width < 1 || box.height < 1) continue
      // Words that can be scrolled to are not cut; words that are under a frame are not seen.
      let free = { X: false, Y: false }, hidden = false
      for (let at = parent; at; at = at.parentElement) {
        const style = getComputedStyle(at), frame = at.getBoundingClientRect()
        for (const [axis, low, high] of [['X', 'left', 'right'], ['Y', 'top', 'bottom']]) {
          if (free[axis]) continue
          const out = Math.max(frame[low] - box[low], box[high] - frame[high])
          if (scrolls(style, axis) && at !== document.body && at !== document.documentElement) {
            free[axis] = true
            if (out > box.height / 2) hidden = true
          } else if (clips(style, axis) && out > 2)
            faults.push(`cut: “${told(node.textContent)}” by ${at.tagName}.${at.className.baseVal ?? at.className}`)
        }
      }
      if (!free.X && (box.right > innerWidth + 1 || box.left < -1))
        faults.push(`beyond the window: “${told(node.textContent)}”`)
      const x = box.left + box.width / 2, y = box.top + box.height / 2
      const top = document.elementFromPoint(x, y)
      if (hidden || x < 0 || y < 0 || x > innerWidth || y > innerHeight || !top) continue
      if (top !== parent && !parent.contains(top) && !top.contains(parent)) continue
      boxes.push({ box, node, parent, words: told(node.textContent) })
    }
  }
  for (let i = 0; i < boxes.length; i++)
    for (let j = i + 1; j < boxes.length; j++) {
      const a = boxes[i], b = boxes[j]
      if (a.node === b.node) continue
      const wide = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left)
      const high = Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top)
      if (wide > 2 && high > Math.min(a.box.height, b.box.height) * 0.4)
        faults.push(`overlap: “${a.words}” and “${b.words}”`)
    }
  return [...new Set(faults)]
}"""
