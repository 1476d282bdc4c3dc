"""Signs on a grid of sixteen, drawn with one stroke."""

from django.utils.safestring import SafeString

_DRAWN = {
    "bell": '<path d="M4 11V7a4 4 0 0 1 8 0v4l1 1.5H3zM6.8 14.5h2.4"/>',
    "check": '<path d="m3 8.5 3.3 3.3L13 5"/>',
    "comment": '<path d="M2.5 3h11v7.5H8L5 13.2v-2.7H2.5z"/>',
    "experience": '<path d="M2.5 3h11v7.5H8L5 13.2v-2.7H2.5z"/>',
    "flag": '<path d="M4 14V2.5h8L10.5 6 12 9.5H4"/>',
    "heart": '<path d="M8 13.2 3.2 8.4a2.9 2.9 0 0 1 4.1-4.1l.7.7.7-.7a2.9 2.9 0 0 1 '
    '4.1 4.1z"/>',
    "idea": '<circle cx="8" cy="8" r="5.5"/><path d="M8 5.5v5M5.5 8h5"/>',
    "merge": '<path d="M3 3c0 5 5 4 5 9M13 3c0 5-5 4-5 9M8 12v2"/>',
    "pin": '<path d="M6 2.5h4l.5 4.5L13 9.5H3L5.5 7zM8 9.5V14"/>',
    "problem": '<path d="M8 2.5 14 13H2z"/><path d="M8 6.5v3M8 11.2v.1"/>',
    "search": '<circle cx="7" cy="7" r="4.5"/><path d="m10.5 10.5 3.5 3.5"/>',
    "vote": '<path d="M3.5 10 8 5.5l4.5 4.5"/>',
}
ICONS = {name: SafeString(drawing) for name, drawing in _DRAWN.items()}
