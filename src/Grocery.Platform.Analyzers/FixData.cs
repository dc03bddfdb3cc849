namespace Grocery.Platform.Analyzers;

/// <summary>The names under which an analyzer tells the code fix what it found out.</summary>
internal static class FixData
{
    /// <summary>The code of the token to pass on.</summary>
    public const string Token = "token";

    /// <summary>The name of the parameter that takes the token.</summary>
    public const string Parameter = "parameter";

    /// <summary>Present when the argument has to be named.</summary>
    public const string Named = "named";

    /// <summary>The method to await in the place of one that blocks.</summary>
    public const string Asynchronous = "asynchronous";
}
