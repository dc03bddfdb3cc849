using System.Globalization;
using Grocery.AppHost.Processes;

namespace Grocery.AppHost.Drills;

/// <summary>The wall clock of all services, by libfaketime, which reads what the time is from a file. What measures durations is left alone.</summary>
internal sealed class ServiceClock : IDisposable
{
    private readonly string _folder;

    /// <exception cref="ShopException">libfaketime is not installed.</exception>
    public ServiceClock()
    {
        var library = FindLibrary() ?? throw new ShopException(
            "The clock of the services cannot be set: libfaketime was not found. Install it: apt-get install faketime (Debian, Ubuntu).");
        _folder = TemporaryFolder.Create("grocery-clock-");
        Set(TimeSpan.Zero);
        Environment = new Dictionary<string, string>
        {
            ["LD_PRELOAD"] = library,
            ["FAKETIME_TIMESTAMP_FILE"] = File,
            ["FAKETIME_CACHE_DURATION"] = "1",
            ["DONT_FAKE_MONOTONIC"] = "1",

            // What it does against a flaw of old C libraries lets the timed waits of .NET end at once, so that they spin.
            ["FAKETIME_FORCE_MONOTONIC_FIX"] = "0",
        };
    }

    /// <summary>Gets the variables of processes that go by this clock.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; }

    /// <summary>Gets how far this clock is from the machine's.</summary>
    public TimeSpan Offset { get; private set; }

    private string File => Path.Combine(_folder, "time");

    /// <summary>Sets the clock; the services see it within a second.</summary>
    public void Set(TimeSpan offset)
    {
        // In one step, so that nobody reads a half.
        System.IO.File.WriteAllText($"{File}.new", string.Create(CultureInfo.InvariantCulture, $"{offset.TotalSeconds:+0;-0;+0}\n"));
        System.IO.File.Move($"{File}.new", File, overwrite: true);
        Offset = offset;
    }

    public void Dispose() => TemporaryFolder.Delete(_folder);

    private static string? FindLibrary() => Directory.Exists("/usr/lib")
        ? Directory.EnumerateFiles("/usr/lib", "libfaketime.so.1", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 2 }).FirstOrDefault()
        : null;
}
