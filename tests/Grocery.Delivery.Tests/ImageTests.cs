using System.Text.Json.Nodes;

namespace Grocery.Delivery.Tests;

/// <summary>Images are built, scanned and pushed in this order; Docker and Trivy are stand-ins.</summary>
public sealed class ImageTests : IDisposable
{
    private const string Registry = "123456789012.dkr.ecr.us-west-2.amazonaws.com/grocery";
    private static readonly string Digest = "sha256:" + new string('a', 64);

    private readonly Script _script = new();

    public ImageTests()
    {
        // The registry is a file: it has what was pushed.
        var registry = Path.Combine(_script.Folder, "registry");
        _script.StandIn("docker", $$"""
            case "$1" in
              push) echo "${!#}" >>"{{registry}}" ;;
              buildx)
                if grep -qxF -- "${!#}" "{{registry}}" 2>/dev/null; then echo '{"digest":"{{Digest}}"}'; else echo "ERROR: ${!#}: not found" >&2; exit 1; fi ;;
            esac
            """);
        StandInForTrivy(severity: "LOW");
    }

    private string Output => Path.Combine(_script.Folder, "images");

    public void Dispose() => _script.Dispose();

    [Fact]
    public async Task An_image_is_scanned_before_it_is_pushed_and_named_by_its_digest()
    {
        var ended = await BuildAsync("--registry", Registry, "--tag", "abc", "--push", "cart");

        Assert.True(ended.ExitCode == 0, ended.Error);
        var built = Array.FindIndex(_script.Calls, call => call.StartsWith("docker build ", StringComparison.Ordinal) && call.Contains("PROJECT=Grocery.Samples.Carts", StringComparison.Ordinal));
        var scanned = Array.FindIndex(_script.Calls, call => call.StartsWith("trivy image ", StringComparison.Ordinal) && call.Contains("--format sarif", StringComparison.Ordinal));
        var pushed = Array.FindIndex(_script.Calls, call => call == $"docker push --quiet {Registry}/cart:abc");
        Assert.True(built >= 0 && built < scanned && scanned < pushed, string.Join('\n', _script.Calls));
        Assert.Equal($"{Registry}/cart@{Digest}", (string?)JsonNode.Parse(ended.Output)!["images"]!["cart"]);
        Assert.True(File.Exists(Path.Combine(Output, "cart.cdx.json")));
    }

    [Fact]
    public async Task An_image_that_its_scan_refuses_is_not_pushed()
    {
        StandInForTrivy(severity: "CRITICAL");

        var ended = await BuildAsync("--registry", Registry, "--tag", "abc", "--push", "cart");

        Assert.Equal(1, ended.ExitCode);
        Assert.Contains("is not pushed: its scan is above", ended.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(_script.Calls, call => call.StartsWith("docker push", StringComparison.Ordinal));
        Assert.False(File.Exists(Path.Combine(Output, "images.json")));
    }

    [Fact]
    public async Task A_tag_that_the_registry_has_stays_what_it_is()
    {
        _script.Write("registry", $"{Registry}/cart:abc\n");

        var ended = await BuildAsync("--registry", Registry, "--tag", "abc", "--push", "cart");

        Assert.True(ended.ExitCode == 0, ended.Error);
        Assert.Contains(Digest, ended.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(_script.Calls, call => call.StartsWith("docker build ", StringComparison.Ordinal) || call.StartsWith("docker push", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_registry_that_does_not_answer_is_not_taken_for_an_empty_one()
    {
        _script.StandIn("docker", "echo 'ERROR: 401 Unauthorized' >&2; exit 1");

        var ended = await BuildAsync("--registry", Registry, "--tag", "abc", "--push", "cart");

        Assert.Equal(1, ended.ExitCode);
        Assert.Contains("401 Unauthorized", ended.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_push_there_is_nothing_to_deploy()
    {
        var ended = await BuildAsync("--tag", "abc", "cart", "order");

        Assert.True(ended.ExitCode == 0, ended.Error);
        Assert.Empty(JsonNode.Parse(ended.Output)!["images"]!.AsObject());
    }

    [Theory]
    [InlineData("there is no service \"basket\"; allowed: cart order product storefront summary", "--tag", "abc", "basket")]
    [InlineData("--tag is \"\"", "cart")]
    [InlineData("--push needs a registry", "--tag", "abc", "--push", "cart")]
    [InlineData("name at least one service", "--tag", "abc")]
    public async Task What_cannot_be_built_is_refused(string expected, params string[] arguments)
    {
        var ended = await BuildAsync(arguments);

        Assert.Equal(2, ended.ExitCode);
        Assert.Contains(expected, ended.Error, StringComparison.Ordinal);
        Assert.Empty(_script.Calls);
    }

    private Task<Script.Ended> BuildAsync(params string[] arguments) => _script.RunAsync("eng/build-images.sh", ["--output", Output, .. arguments]);

    private void StandInForTrivy(string severity)
    {
        var report = _script.Write("report.sarif", SarifReport.OfTrivy(("CVE-1", severity, "5.0")));
        _script.StandIn("trivy", $"while [ \"$1\" != --output ]; do shift; done; cp \"{report}\" \"$2\"");
    }
}
