"""Pictures below outputs: what a figure, an icon or a photograph shows, in a form that every output
can paint.

svg (markup -> looks -> outlines) gives a ``Drawing``; a photograph is read by ``raster``;
``gallery`` finds both by name.
"""
