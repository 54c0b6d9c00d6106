"""Where things lie beside the texts, by names that all agree on."""

CACHE = ".handouts-cache"  # in the folder that holds the content
# a folder of the content with clinics whose site this is besides: no part of it
NETWORKS = "networks"
RECORD = ".handouts/shipped.json"  # beside the content of a site that takes updates
WHOSE = ".network"  # among the results of a network: its name
