namespace Grocery.Platform.Resilience.Outgoing;

/// <summary>Whether a body can be sent more than once.</summary>
internal enum BodyRepeatability
{
    No,
    OnceBuffered,
    Yes,
}
