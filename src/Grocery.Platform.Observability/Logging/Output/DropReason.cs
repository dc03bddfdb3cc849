namespace Grocery.Platform.Observability.Logging.Output;

/// <summary>Why a line was dropped.</summary>
internal enum DropReason
{
    /// <summary>More lines came than standard output took.</summary>
    QueueFull,

    /// <summary>Standard output refused them.</summary>
    OutputFailed,

    /// <summary>The line could not be made.</summary>
    Invalid,

    /// <summary>It came after the stop.</summary>
    Stopped,

    /// <summary>The memory for the lines of requests that may fail was used up.</summary>
    BufferFull,

    /// <summary>The same message was logged too often; a line says how many were left out.</summary>
    Flood,
}
