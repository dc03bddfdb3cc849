namespace Grocery.Versions.Tests;

public sealed class RevertTests : IAsyncLifetime
{
    private TestRepository _repository = null!;

    public async ValueTask InitializeAsync()
    {
        _repository = await TestRepository.CreateAsync();
        foreach (var number in new[] { 1, 2, 3 })
        {
            await _repository.DoAsync("record", "cart", "dev", TestRepository.Image("cart", number), "--version", $"1.0.{number}");
            _repository.Time.Advance(TimeSpan.FromDays(1));
        }
    }

    public ValueTask DisposeAsync()
    {
        _repository.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_revert_takes_the_image_before_back()
    {
        // What else happens to the file is no image of the service.
        await _repository.DoAsync("record", "order", "dev", TestRepository.Image("order", 9));
        await _repository.DoAsync("pin", "cart", "dev", "--reason", "why not");
        await _repository.DoAsync("unpin", "cart", "dev");

        await _repository.DoAsync("revert", "cart", "dev");

        Assert.Equal(TestRepository.Image("cart", 2), await _repository.ImageInTerraformAsync("cart", "dev"));
        Assert.Equal("Revert cart in dev to 1.0.2", await _repository.GitAsync("log", "-1", "--format=%s"));
        Assert.Contains("deployed_at: 2026-01-04T00:00:00Z", _repository.Read(), StringComparison.Ordinal);
        Assert.Equal(TestRepository.Image("order", 9), await _repository.ImageInTerraformAsync("order", "dev"));
    }

    [Fact]
    public async Task A_revert_of_a_revert_is_where_it_began()
    {
        await _repository.DoAsync("revert", "cart", "dev");
        await _repository.DoAsync("revert", "cart", "dev");

        Assert.Equal(TestRepository.Image("cart", 3), await _repository.ImageInTerraformAsync("cart", "dev"));
        Assert.Contains("version: 1.0.3", _repository.Read(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_revert_goes_as_far_back_as_the_history_shows()
    {
        var history = (await _repository.DoAsync("history", "cart", "dev")).TrimEnd().Split('\n');

        await _repository.DoAsync("revert", "cart", "dev", "--to", "2");

        Assert.Equal(3, history.Length);
        Assert.StartsWith(" now  1.0.3", history[0], StringComparison.Ordinal);
        Assert.StartsWith("   2  1.0.1", history[2], StringComparison.Ordinal);
        Assert.Equal(TestRepository.Image("cart", 1), await _repository.ImageInTerraformAsync("cart", "dev"));
    }

    [Fact]
    public async Task Nothing_is_reverted_to_what_never_was()
    {
        var tooFar = await _repository.RefuseAsync("revert", "cart", "dev", "--to", "3");
        var never = await _repository.RefuseAsync("revert", "order", "prod");

        Assert.Contains("cart in dev had 2 images before the present one", tooFar, StringComparison.Ordinal);
        Assert.Contains("order in prod had 0 images", never, StringComparison.Ordinal);
        Assert.Contains("never had an image", await _repository.DoAsync("history", "order", "prod"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_commit_in_which_the_file_was_broken_is_passed_over()
    {
        var good = _repository.Read();
        _repository.WriteFile("infra/versions.yaml", "services: [cart\n");
        await _repository.CommitAllAsync("Break");
        _repository.WriteFile("infra/versions.yaml", good);
        await _repository.CommitAllAsync("Mend");

        await _repository.DoAsync("revert", "cart", "dev");

        Assert.Equal(TestRepository.Image("cart", 2), await _repository.ImageInTerraformAsync("cart", "dev"));
    }
}
