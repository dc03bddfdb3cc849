namespace Grocery.Platform.Config.Sources;

/// <summary>Why a source was not read.</summary>
internal enum FailureKind
{
    /// <summary>Nothing is there.</summary>
    Missing,

    /// <summary>It does not answer, answers with 5xx, or not in time.</summary>
    Unreachable,

    Throttled,

    /// <summary>AWS does not want to answer, for a reason of its own.</summary>
    Refused,


    /// <summary>The role may not.</summary>
    Denied,

    /// <summary>There are no credentials, or they are wrong or too old.</summary>
    Credentials,

    /// <summary>The key that a value was encrypted with cannot be used.</summary>
    Key,

    /// <summary>The settings of the process do not fit.</summary>
    Setup,

    /// <summary>What is there cannot be used.</summary>
    Content,
}
