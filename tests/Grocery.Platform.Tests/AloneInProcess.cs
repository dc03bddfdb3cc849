namespace Grocery.Platform.Tests;

/// <summary>Sources and meters are known by name in the whole process: these tests would see each other's, and those of others.</summary>
[CollectionDefinition(nameof(AloneInProcess), DisableParallelization = true)]
public sealed class AloneInProcess;
