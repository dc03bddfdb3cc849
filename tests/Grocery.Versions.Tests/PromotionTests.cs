namespace Grocery.Versions.Tests;

public sealed class PromotionTests : IAsyncLifetime
{
    private TestRepository _repository = null!;

    public async ValueTask InitializeAsync()
    {
        _repository = await TestRepository.CreateAsync();
        await _repository.DoAsync("record", "cart", "dev", TestRepository.Image("cart", 1), "--version", "1.0.0");
    }

    public ValueTask DisposeAsync()
    {
        _repository.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_promotion_takes_the_image_to_the_next_environment_and_says_when_and_by_whom()
    {
        _repository.Time.Advance(TimeSpan.FromHours(5));

        await _repository.DoAsync("promote", "cart", "dev", "staging");

        var shown = await _repository.DoAsync("show");
        Assert.Contains("1.0.0  sha256:000000000000  since 2026-01-01T05:00:00Z by ann@grocery.example", shown[shown.IndexOf("staging", StringComparison.Ordinal)..], StringComparison.Ordinal);
        Assert.Equal(TestRepository.Image("cart", 1), await _repository.ImageInTerraformAsync("cart", "staging"));
        Assert.EndsWith("0000", await _repository.ImageInTerraformAsync("cart", "prod"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_promotion_is_one_commit_of_the_file_and_what_is_generated_from_it()
    {
        var before = await _repository.GitAsync("rev-parse", "HEAD");

        await _repository.DoAsync("promote", "cart", "dev", "staging", "--reason", "The load test was good.");

        Assert.Equal(before, await _repository.GitAsync("rev-parse", "HEAD~1"));
        Assert.Equal("Promote cart 1.0.0 to staging", await _repository.GitAsync("log", "-1", "--format=%s"));
        Assert.Contains("The load test was good.", await _repository.GitAsync("log", "-1", "--format=%b"), StringComparison.Ordinal);
        Assert.Equal(
            "infra/terraform/environments/staging/images.tfvars.json\ninfra/versions.yaml", await _repository.GitAsync("show", "--format=", "--name-only"));
        Assert.Empty(await _repository.GitAsync("status", "--porcelain"));
    }

    [Fact]
    public async Task Only_the_lines_that_change_are_in_the_diff()
    {
        await _repository.DoAsync("promote", "cart", "dev", "staging");
        await _repository.DoAsync("record", "cart", "dev", TestRepository.Image("cart", 2), "--version", "1.0.1");
        _repository.Time.Advance(TimeSpan.FromHours(1));

        await _repository.DoAsync("promote", "cart", "dev", "staging");

        Assert.StartsWith("3\t3\t", await _repository.GitAsync("show", "--format=", "--numstat", "--", "infra/versions.yaml"), StringComparison.Ordinal);
        Assert.Equal(6, _repository.Read().Split("registry.example/grocery/").Length - 1);
        Assert.Contains("# What runs where.", _repository.Read(), StringComparison.Ordinal);
        Assert.Contains("grocery/cart # of cart", _repository.Read(), StringComparison.Ordinal);
        Assert.Contains("  # staging by itself\n", _repository.Read(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dev", "prod", "prod gets its images from staging, not from dev (dev → staging → prod): promote cart staging prod")]
    [InlineData("staging", "dev", "dev is the first environment")]
    [InlineData("dev", "dev", "dev is the first environment")]
    [InlineData("staging", "staging", "staging gets its images from dev, not from staging")]
    public async Task An_environment_is_not_skipped(string from, string to, string reason)
    {
        var error = await _repository.RefuseAsync("promote", "cart", from, to);

        Assert.Contains(reason, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_an_image_there_is_nothing_to_promote()
    {
        var error = await _repository.RefuseAsync("promote", "order", "dev", "staging");

        Assert.Contains("dev has no image of order to promote", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_promotion_that_was_made_already_makes_no_commit()
    {
        await _repository.DoAsync("promote", "cart", "dev", "staging");
        var before = await _repository.GitAsync("rev-parse", "HEAD");

        var output = await _repository.DoAsync("promote", "cart", "dev", "staging");

        Assert.Contains("nothing to do", output, StringComparison.Ordinal);
        Assert.Equal(before, await _repository.GitAsync("rev-parse", "HEAD"));
    }

    [Fact]
    public async Task A_pinned_service_stays_what_it_is_until_it_is_unpinned()
    {
        await _repository.DoAsync("promote", "cart", "dev", "staging");
        await _repository.DoAsync("pin", "cart", "staging", "--reason", "Sale: no changes until Monday");
        await _repository.DoAsync("record", "cart", "dev", TestRepository.Image("cart", 2));

        string[] errors =
        [
            await _repository.RefuseAsync("promote", "cart", "dev", "staging"),
            await _repository.RefuseAsync("record", "cart", "staging", TestRepository.Image("cart", 2)),
            await _repository.RefuseAsync("revert", "cart", "staging"),
        ];
        Assert.All(errors, error => Assert.Contains("cart in staging is pinned: Sale: no changes until Monday. First: unpin cart staging", error, StringComparison.Ordinal));
        await _repository.DoAsync("unpin", "cart", "staging");
        await _repository.DoAsync("promote", "cart", "dev", "staging");

        Assert.Equal(TestRepository.Image("cart", 2), await _repository.ImageInTerraformAsync("cart", "staging"));
        Assert.DoesNotContain("pinned", _repository.Read(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_image_that_does_not_pass_the_verification_stays_where_it_is()
    {
        _repository.WriteFile("verify", "#!/usr/bin/env bash\necho \"$# $1\" >>verified\n[ ! -e unsigned ] || { echo 'no signature'; exit 3; }\n");
        _repository.Replace("# What runs where.", "verify: bash ./verify --key");
        await _repository.CommitAllAsync("Verify");
        _repository.WriteFile("unsigned", "");

        var error = await _repository.RefuseAsync("promote", "cart", "dev", "staging");
        File.Delete(_repository.Path("unsigned"));
        await _repository.DoAsync("promote", "cart", "dev", "staging");

        Assert.Contains($"{TestRepository.Image("cart", 1)} did not pass bash ./verify --key (exit code 3)", error, StringComparison.Ordinal);
        Assert.Contains("no signature", error, StringComparison.Ordinal);
        Assert.Equal(["2 --key", "2 --key"], await File.ReadAllLinesAsync(_repository.Path("verified"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_dry_run_says_what_would_change_and_changes_nothing()
    {
        _repository.WriteFile("infra/terraform/environments/dev/backend.hcl", "bucket = \"mine\"\n");
        var before = _repository.Read();

        var output = await _repository.DoAsync("promote", "cart", "dev", "staging", "--dry-run");

        Assert.Contains("no image -> 1.0.0 (sha256:000000000000)", output, StringComparison.Ordinal);
        Assert.Contains("2 files would change", output, StringComparison.Ordinal);
        Assert.Equal(before, _repository.Read());
    }

    [Fact]
    public async Task Without_a_commit_only_the_files_change()
    {
        var before = await _repository.GitAsync("rev-parse", "HEAD");

        await _repository.DoAsync("promote", "cart", "dev", "staging", "--no-commit");

        Assert.Equal(before, await _repository.GitAsync("rev-parse", "HEAD"));
        Assert.Equal(TestRepository.Image("cart", 1), await _repository.ImageInTerraformAsync("cart", "staging"));
    }

    [Fact]
    public async Task A_tree_with_other_changes_is_refused_and_left_as_it_is()
    {
        _repository.WriteFile("infra/terraform/environments/dev/backend.hcl", "bucket = \"mine\"\n");

        var error = await _repository.RefuseAsync("promote", "cart", "dev", "staging");

        Assert.Contains("There are changes that are not committed: infra/terraform/environments/dev/backend.hcl", error, StringComparison.Ordinal);
        Assert.Contains("bucket = \"mine\"", await File.ReadAllTextAsync(_repository.Path("infra/terraform/environments/dev/backend.hcl"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.EndsWith("0000", await _repository.ImageInTerraformAsync("cart", "staging"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_deployment_wrote_ahead_is_committed_with_its_record_and_nothing_else_is()
    {
        var images = _repository.Path("infra/terraform/environments/staging/images.tfvars.json");
        var text = await File.ReadAllTextAsync(images, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(images, text.Replace($"cart@sha256:{new string('0', 64)}", $"cart@{TestRepository.Digest(1)}", StringComparison.Ordinal), TestContext.Current.CancellationToken);

        var error = await _repository.RefuseAsync("promote", "cart", "staging", "prod");
        var other = await _repository.RefuseAsync("record", "cart", "staging", TestRepository.Image("cart", 2), "--reason", "why not");
        await _repository.DoAsync("promote", "cart", "dev", "staging");

        Assert.Contains("staging has no image of cart", error, StringComparison.Ordinal);
        Assert.Contains("not committed: infra/terraform/environments/staging/images.tfvars.json", other, StringComparison.Ordinal);
        Assert.Empty(await _repository.GitAsync("status", "--porcelain"));
        Assert.Contains("images.tfvars.json", await _repository.GitAsync("show", "--format=", "--name-only"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pin_is_told_to_the_scripts_that_deploy()
    {
        await _repository.DoAsync("pin", "cart", "dev", "--reason", "sale");

        Assert.Contains("\"cart\": \"sale\"", await File.ReadAllTextAsync(_repository.Path("infra/terraform/environments/dev/pinned.json"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_commit_that_a_hook_refuses_leaves_nothing_behind()
    {
        await _repository.WriteHookAsync(".git/hooks/pre-commit", "echo 'not today' >&2\nexit 1\n");

        var error = await _repository.RefuseAsync("promote", "cart", "dev", "staging");

        Assert.Contains("not today", error, StringComparison.Ordinal);
        Assert.Empty(await _repository.GitAsync("status", "--porcelain"));
        Assert.EndsWith("0000", await _repository.ImageInTerraformAsync("cart", "staging"), StringComparison.Ordinal);
    }
}
