using System.Collections.Concurrent;
using System.Text;

namespace Grocery.AppHost.Tests.Shop;

/// <summary>A writer that can be read while it is written to.</summary>
internal sealed class WrittenLines : TextWriter
{
    private readonly ConcurrentQueue<string?> _lines = new();

    public override Encoding Encoding => Encoding.UTF8;

    public override void WriteLine(string? value) => _lines.Enqueue(value);

    public override Task WriteLineAsync(string? value)
    {
        WriteLine(value);
        return Task.CompletedTask;
    }

    public override string ToString() => string.Join('\n', _lines);
}
