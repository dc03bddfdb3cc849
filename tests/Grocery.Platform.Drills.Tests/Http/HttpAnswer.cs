namespace Grocery.Platform.Drills.Tests.Http;

/// <summary>A whole answer. <paramref name="IsLast"/> says that the server closes the connection after it.</summary>
internal sealed record HttpAnswer(int Status, string Body, bool IsLast);
