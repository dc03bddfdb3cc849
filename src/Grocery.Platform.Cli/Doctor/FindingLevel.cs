namespace Grocery.Platform.Cli.Doctor;

/// <summary>How much a finding matters.</summary>
internal enum FindingLevel
{
    /// <summary>Good to know; the command ends with 0 all the same.</summary>
    Note,

    /// <summary>Unsafe.</summary>
    Warning,

    /// <summary>The service does not start.</summary>
    Error,
}
