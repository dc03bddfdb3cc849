namespace Grocery.Platform.Config.Flags.Evaluation;

/// <summary>Why a flag was answered as it was: the values of <c>feature_flag.result.reason</c> in OpenTelemetry's semantic conventions.</summary>
internal enum FlagReason
{
    /// <summary>Nothing had to be looked at.</summary>
    Static,

    /// <summary>The definition says that the flag is disabled.</summary>
    Disabled,

    /// <summary>No condition held.</summary>
    Default,

    /// <summary>A user, a group or the time matched.</summary>
    TargetingMatch,

    /// <summary>A percentage decided.</summary>
    Split,

    /// <summary>A filter of the service decided.</summary>
    Unknown,

    /// <summary>The definition cannot be used.</summary>
    Error,
}
