namespace Grocery.Load.Requests;

internal static class LoadClient
{
    /// <summary>Creates a client that takes answers as they are and waits for ever: who uses it has a bound of its own.</summary>
    /// <param name="address">Where requests go that do not say it.</param>
    /// <param name="keepsCookies">Whether it sends the cookies back that it was given, as the browser of one customer does.</param>
    public static HttpClient Create(Uri address, bool keepsCookies = false) => new(new SocketsHttpHandler { UseCookies = keepsCookies, AllowAutoRedirect = false })
    {
        BaseAddress = address,
        Timeout = Timeout.InfiniteTimeSpan,
    };
}
