using System.Security.Cryptography;
using Microsoft.Extensions.Hosting;

namespace Grocery.Samples.Shop.Identity;

/// <summary>
/// In Development, a key that all services of one user on one machine share, so that each can be run by itself with nothing configured.
/// It is made on first use and never leaves the machine.
/// </summary>
internal sealed class DevelopmentKey(IHostEnvironment environment)
{
    public const string Id = "development";
    private const int Bytes = 32;

    public static string Path { get; } = System.IO.Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create),
        "grocery-shop",
        "development-key");

    /// <returns>The key in base64, or <see langword="null"/> outside of Development.</returns>
    public string? Find()
    {
        if (!environment.IsDevelopment())
            return null;

        if (!File.Exists(Path))
            Create();

        return File.ReadAllText(Path);
    }

    // Written beside and moved, so that of services that start together none reads half of it, and all end with the same.
    private static void Create()
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        var written = $"{Path}.{Environment.ProcessId}";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

        using (var writer = new StreamWriter(written, options))
            writer.Write(Convert.ToBase64String(RandomNumberGenerator.GetBytes(Bytes)));

        try
        {
            File.Move(written, Path, overwrite: false);
        }
        catch (IOException) when (File.Exists(Path))
        {
            File.Delete(written);
        }
    }
}
