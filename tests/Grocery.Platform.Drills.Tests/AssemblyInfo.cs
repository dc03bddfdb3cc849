// A drill loads the machine: two at a time would measure each other.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
