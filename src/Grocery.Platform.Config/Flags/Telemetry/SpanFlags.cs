using System.Diagnostics;

namespace Grocery.Platform.Config.Flags.Telemetry;

/// <summary>What a span outside of requests keeps: it may be asked for a thousand flags.</summary>
internal sealed class SpanFlags
{
    private const string Property = "grocery.flags";

    private ToldFlags _told;

    public static SpanFlags Of(Activity activity)
    {
        if (activity.GetCustomProperty(Property) is SpanFlags known)
            return known;

        // Two at once may both tell a flag, which does no harm.
        var flags = new SpanFlags();
        activity.SetCustomProperty(Property, flags);
        return flags;
    }

    /// <summary>Says whether the span has not been told of a flag yet, and takes note of it.</summary>
    /// <param name="flag">The number of the flag.</param>
    public bool IsFirst(int flag) => _told.IsFirst(flag);
}
