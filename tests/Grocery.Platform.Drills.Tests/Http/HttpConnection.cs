using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Grocery.Platform.Drills.Tests.Http;

/// <summary>
/// One HTTP/1.1 connection on a plain socket: <see cref="HttpClient"/> sends a request again on another connection when a
/// kept one fails before the answer, and so would hide what a drill counts.
/// </summary>
internal sealed class HttpConnection : IDisposable
{
    private static readonly byte[] EndOfHeaders = "\r\n\r\n"u8.ToArray();

    private readonly Socket _socket;
    private readonly byte[] _buffer = new byte[8192];

    private HttpConnection(Socket socket) => _socket = socket;

    /// <summary>Gets a value indicating whether the server has closed the connection: between two answers nothing else comes.</summary>
    public bool IsClosed => _socket.Poll(TimeSpan.Zero, SelectMode.SelectRead);

    public static async Task<HttpConnection> OpenAsync(IPEndPoint server, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(server, cancellationToken);
            return new HttpConnection(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Sends a request, with more headers if they are given as whole lines, and reads the answer.</summary>
    /// <exception cref="SocketException">The server reset the connection.</exception>
    /// <exception cref="EndOfStreamException">The server closed the connection before the end of the answer.</exception>
    public async Task<HttpAnswer> GetAsync(string path, bool isLast, CancellationToken cancellationToken, string headers = "")
    {
        var connection = isLast ? "close" : "keep-alive";
        var request = $"GET {path} HTTP/1.1\r\nHost: {_socket.RemoteEndPoint}\r\nConnection: {connection}\r\n{headers}\r\n";
        await _socket.SendAsync(Encoding.ASCII.GetBytes(request), cancellationToken);
        return await ReadAsync(cancellationToken);
    }

    public void Dispose() => _socket.Dispose();

    private async Task<HttpAnswer> ReadAsync(CancellationToken cancellationToken)
    {
        var read = 0;
        int headers;
        while ((headers = _buffer.AsSpan(0, read).IndexOf(EndOfHeaders)) < 0)
            read += await ReceiveAsync(read, cancellationToken);

        var lines = Encoding.ASCII.GetString(_buffer, 0, headers).Split("\r\n");
        var start = headers + EndOfHeaders.Length;
        var end = start + int.Parse(Find(lines, "Content-Length") ?? "0", CultureInfo.InvariantCulture);
        while (read < end)
            read += await ReceiveAsync(read, cancellationToken);

        return new HttpAnswer(
            int.Parse(lines[0].Split(' ')[1], CultureInfo.InvariantCulture),
            Encoding.ASCII.GetString(_buffer, start, end - start),
            "close".Equals(Find(lines, "Connection"), StringComparison.OrdinalIgnoreCase));
    }

    private async Task<int> ReceiveAsync(int offset, CancellationToken cancellationToken)
    {
        var count = await _socket.ReceiveAsync(_buffer.AsMemory(offset), cancellationToken);
        return count > 0 ? count : throw new EndOfStreamException();
    }

    private static string? Find(string[] lines, string header) => lines
        .Where(line => line.StartsWith(header + ":", StringComparison.OrdinalIgnoreCase))
        .Select(line => line[(header.Length + 1)..].Trim())
        .FirstOrDefault();
}
