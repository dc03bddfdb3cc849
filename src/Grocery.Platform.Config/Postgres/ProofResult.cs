namespace Grocery.Platform.Config.Postgres;

/// <summary>What a login to try a password came to.</summary>
internal enum ProofResult
{
    Works,

    /// <summary>The server refused it.</summary>
    Refused,

    /// <summary>The server did not come to a decision: it cannot be reached, is starting, or has no connection left.</summary>
    Unknown,
}
