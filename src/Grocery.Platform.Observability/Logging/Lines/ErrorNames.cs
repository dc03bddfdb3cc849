namespace Grocery.Platform.Observability.Logging.Lines;

/// <summary>The members that tell of an exception.</summary>
/// <param name="Parent">The object that they make; <see langword="null"/> when they stand where the error stands.</param>
/// <param name="IsAttribute">Whether the error stands among the attributes, or after them in the line itself.</param>
/// <param name="Type">The type of the exception.</param>
/// <param name="Message">Its message.</param>
/// <param name="Stack">Its stack trace, with the inner exceptions.</param>
/// <param name="Hash">What is the same when the same failure comes again.</param>
internal sealed record ErrorNames(string? Parent, bool IsAttribute, string Type, string Message, string Stack, string Hash)
{
    public string[] All => [Type, Message, Stack, Hash];
}
