using System.Globalization;
using System.Text;

namespace Grocery.AppHost.Shop;

/// <summary>What a person wants to know once the shop is open.</summary>
internal static class ShopTable
{
    public static string Describe(RunningShop shop, Uri console, TimeSpan started)
    {
        (string Name, string Address, string Try)[] rows =
        [
            ("service", "address", "try"),
            .. shop.Services.Select(service => (service.Name, service.Address.GetLeftPart(UriPartial.Authority), service.Sample.ToString())),
        ];
        var nameWidth = rows.Max(row => row.Name.Length);
        var addressWidth = rows.Max(row => row.Address.Length);

        var text = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"The shop is open after {started.TotalSeconds:N1} s.\n\n"));
        foreach (var (name, address, url) in rows)
            text.Append("  ").Append(name.PadRight(nameWidth)).Append("   ").Append(address.PadRight(addressWidth)).Append("   ").AppendLine(url);

        return text
            .AppendLine()
            .Append("  console: ").AppendLine(console.GetLeftPart(UriPartial.Authority))
            .Append("  data: ").AppendLine(shop.Storage)
            .Append("  logs: ").AppendLine(shop.LogFolder)
            .AppendLine()
            .Append("Ctrl-C stops everything.")
            .ToString();
    }
}
