using System.Globalization;
using System.Text;

namespace Grocery.Platform.Testing.Aws;

/// <summary>Cuts lists into pages, in all the ways in which AWS may.</summary>
internal sealed class AwsPaging
{
    /// <summary>Gets or sets the largest page, whatever the caller asks for.</summary>
    public int PageSize { get; set; } = int.MaxValue;

    /// <summary>Gets or sets a value indicating whether an empty page with a token comes before every page.</summary>
    public bool HasEmptyPages { get; set; }

    /// <summary>Gets or sets a value indicating whether the last page has a token too, which leads to an empty one.</summary>
    public bool EndsWithEmptyPage { get; set; }

    internal (IReadOnlyList<T> Items, string? NextToken) Cut<T>(IReadOnlyList<T> all, int size, string? token, string tokenError)
    {
        var (offset, isFirst) = Read(token, tokenError);
        if (HasEmptyPages && isFirst)
            return ([], Write(offset, isFirst: false));

        T[] page = [.. all.Skip(offset).Take(Math.Min(size, PageSize))];
        var end = offset + page.Length;
        var isMore = end < all.Count || (EndsWithEmptyPage && page.Length > 0);
        return (page, isMore ? Write(end, isFirst: true) : null);
    }

    private static string Write(int offset, bool isFirst) =>
        Convert.ToBase64String(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{offset}|{(isFirst ? "first" : "again")}")));

    private static (int Offset, bool IsFirst) Read(string? token, string tokenError)
    {
        if (token is null)
            return (0, true);

        try
        {
            var parts = Encoding.UTF8.GetString(Convert.FromBase64String(token)).Split('|');
            return (int.Parse(parts[0], CultureInfo.InvariantCulture), parts[1] == "first");
        }
        catch (FormatException)
        {
            throw new AwsErrorException(tokenError, "The specified token isn't valid.");
        }
    }
}
