using System.Text.Json.Serialization;

namespace Grocery.Platform.Cli.Inspection;

/// <summary>What was seen in a service whose host was built and not started.</summary>
internal sealed record ServiceInspection
{
    /// <summary>The variable that names the file for the result.</summary>
    public const string OutputVariable = "GROCERY_DOCTOR_OUTPUT";

    /// <summary>Gets whether the host could be built.</summary>
    public bool IsBuilt { get; init; }

    /// <summary>Gets why the start would fail, each problem by itself.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];

    /// <summary>Gets what could not be looked at, and why.</summary>
    public IReadOnlyList<string> Unread { get; init; } = [];

    /// <summary>Gets the service; <see langword="null"/> when the platform was not added to it.</summary>
    public InspectedIdentity? Identity { get; init; }

    public IReadOnlyList<InspectedFeature> Features { get; init; } = [];

    public IReadOnlyList<InspectedKey> UnknownKeys { get; init; } = [];

    public IReadOnlyList<InspectedClient> Clients { get; init; } = [];

    public InspectedCalls? Defaults { get; init; }

    public InspectedStop? Stop { get; init; }
}

internal sealed record InspectedIdentity(string Name, string Version, string Environment, string Platform);

internal sealed record InspectedFeature(string Name, bool Enabled, string Key, string Reason);

internal sealed record InspectedKey(string Key, string? Nearest);

/// <summary>A client of the factory.</summary>
/// <param name="Name">Its name; empty for the one without.</param>
/// <param name="Handlers">Its handlers from the outermost on, by their full type names.</param>
/// <param name="Calls">How the platform ends and repeats its calls.</param>
/// <param name="IsConfigured">Whether it has a section of its own.</param>
internal sealed record InspectedClient(string Name, IReadOnlyList<string> Handlers, InspectedCalls? Calls, bool IsConfigured);

/// <summary>How the platform ends and repeats calls, and whether somebody chose the number of retries, and so means it.</summary>
internal sealed record InspectedCalls(bool Enabled, TimeSpan Deadline, TimeSpan AttemptTimeout, int MaxRetries, bool AreRetriesChosen);

internal sealed record InspectedStop(bool Drains, TimeSpan Budget, TimeSpan StopTimeout, int? ManagementPort);

/// <summary>Without reflection, which a service may have switched off.</summary>
[JsonSerializable(typeof(ServiceInspection))]
internal sealed partial class InspectionJson : JsonSerializerContext;
