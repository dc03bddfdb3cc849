using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Grocery.Platform.Testing.Flags;

/// <summary>
/// Flags in the schema of Microsoft.FeatureManagement, which goes before the older one, and far down its list, in which the last definition of a
/// name counts.
/// </summary>
internal sealed class FakeFlagsProvider : ConfigurationProvider
{
    private const int FirstIndex = 1_000_000;

    public void Take(IReadOnlyDictionary<string, bool> flags)
    {
        var data = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var (i, (flag, isOn)) in flags.Index())
        {
            var key = string.Create(CultureInfo.InvariantCulture, $"feature_management:feature_flags:{FirstIndex + i}");
            data[$"{key}:id"] = flag;
            data[$"{key}:enabled"] = isOn ? "true" : "false";
        }

        // Replaced as a whole: readers never see a half.
        Data = data;
    }

    public void Tell() => OnReload();
}
