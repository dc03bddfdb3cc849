using System.Globalization;

namespace Grocery.Load.Requests;

/// <summary>What a request got; status 0 is nothing.</summary>
internal sealed record Reply(int Status, string Body, TimeSpan? RetryAfter)
{
    public bool IsOk => Status is >= 200 and < 300;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Status} {Body}");
}
