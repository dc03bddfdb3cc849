namespace Grocery.Platform.Observability.Logging.Capture;

/// <summary>What the characters in which a message shows an attribute are in JSON.</summary>
internal enum ShownAs
{
    /// <summary>Nothing: the message does not show it, or in another form.</summary>
    Nothing,

    /// <summary>A value as it is.</summary>
    Value,

    /// <summary>The content of a string.</summary>
    Text,
}
