namespace Grocery.Delivery.Tests;

/// <summary>The bill of materials of this build, made once.</summary>
public sealed class MadeBillOfMaterials : IAsyncLifetime
{
    public string Text { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        using var script = new Script();
        var file = Path.Combine(script.Folder, "bill.cdx.json");
        var ended = await script.RunAsync("eng/supply-chain/sbom.sh", "--version", "1.2.3", "--output", file);
        Assert.True(ended.ExitCode == 0, ended.Error);
        Text = await File.ReadAllTextAsync(file);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
