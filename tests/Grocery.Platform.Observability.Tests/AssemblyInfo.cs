// Activity sources and meters are known by name in the whole process: services under test would see each other's.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
