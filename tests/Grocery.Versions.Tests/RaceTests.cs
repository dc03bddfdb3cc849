using Grocery.Platform.TestSupport;

namespace Grocery.Versions.Tests;

/// <summary>Several people at once.</summary>
public sealed class RaceTests : IAsyncLifetime
{
    private TestRepository _ann = null!;
    private TestRepository _bob = null!;

    public async ValueTask InitializeAsync()
    {
        _ann = await TestRepository.CreateAsync();
        await _ann.DoAsync("record", "cart", "dev", TestRepository.Image("cart", 1), "--version", "1.0.0");
        await _ann.DoAsync("record", "order", "dev", TestRepository.Image("order", 1), "--version", "1.0.0");
        await _ann.GitAsync("push", "--quiet");
        _bob = await _ann.CloneAsync();
    }

    public ValueTask DisposeAsync()
    {
        _ann.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Two_promotions_at_once_are_both_there()
    {
        await Task.WhenAll(_ann.DoAsync("promote", "cart", "dev", "staging", "--push"), _bob.DoAsync("promote", "order", "dev", "staging", "--push"));

        await _ann.GitAsync("pull", "--quiet", "--ff-only");
        Assert.Equal(TestRepository.Image("cart", 1), await _ann.ImageInTerraformAsync("cart", "staging"));
        Assert.Equal(TestRepository.Image("order", 1), await _ann.ImageInTerraformAsync("order", "staging"));
        await _ann.DoAsync("check");
    }

    [Fact]
    public async Task Who_pushes_second_does_it_again_on_top_of_the_first()
    {
        await BeforeThePushOfAnnAsync(await WhatBobPushesAsync("promote", "order", "dev", "staging"));

        var output = await _ann.DoAsync("promote", "cart", "dev", "staging", "--push");

        Assert.Contains("Somebody else pushed first", output, StringComparison.Ordinal);
        Assert.Equal("Promote cart 1.0.0 to staging\nPromote order 1.0.0 to staging", await _ann.GitAsync("log", "-2", "--format=%s", "origin/main"));
        Assert.Equal(TestRepository.Image("order", 1), await _ann.ImageInTerraformAsync("order", "staging"));
        Assert.Equal(TestRepository.Image("cart", 1), await _ann.ImageInTerraformAsync("cart", "staging"));
    }

    [Fact]
    public async Task A_pin_that_was_pushed_first_holds()
    {
        await _ann.DoAsync("promote", "cart", "dev", "staging", "--push");
        await _ann.DoAsync("record", "cart", "dev", TestRepository.Image("cart", 2), "--push");
        await BeforeThePushOfAnnAsync(await WhatBobPushesAsync("pin", "cart", "staging", "--reason", "sale"));

        var error = await _ann.RefuseAsync("promote", "cart", "dev", "staging", "--push");

        Assert.Contains("cart in staging is pinned: sale", error, StringComparison.Ordinal);
        Assert.Equal("Pin cart 1.0.0 in staging", await _ann.GitAsync("log", "-1", "--format=%s"));
        Assert.Empty(await _ann.GitAsync("status", "--porcelain"));
    }

    [Fact]
    public async Task Two_promotions_in_one_working_tree_are_both_there()
    {
        await Task.WhenAll(RunProgramAsync("promote", "cart", "dev", "staging"), RunProgramAsync("promote", "order", "dev", "staging"));

        Assert.Equal(TestRepository.Image("cart", 1), await _ann.ImageInTerraformAsync("cart", "staging"));
        Assert.Equal(TestRepository.Image("order", 1), await _ann.ImageInTerraformAsync("order", "staging"));
        Assert.Equal("2", await _ann.GitAsync("rev-list", "--count", "origin/main..HEAD"));
    }

    [Fact]
    public async Task What_cannot_be_pushed_is_taken_back()
    {
        await _ann.WriteHookAsync("../origin.git/hooks/pre-receive", "echo 'main is protected'\nexit 1\n");

        var error = await _ann.RefuseAsync("promote", "cart", "dev", "staging", "--push");

        Assert.Contains("could not be pushed, and was taken back", error, StringComparison.Ordinal);
        Assert.Contains("main is protected", error, StringComparison.Ordinal);
        Assert.Equal(await _ann.GitAsync("rev-parse", "origin/main"), await _ann.GitAsync("rev-parse", "HEAD"));
        Assert.Empty(await _ann.GitAsync("status", "--porcelain"));
    }

    [Fact]
    public async Task Commits_of_somebodys_own_are_not_pushed_along()
    {
        _ann.WriteFile("draft", "");
        await _ann.CommitAllAsync("Draft");

        var error = await _ann.RefuseAsync("promote", "cart", "dev", "staging", "--push");

        Assert.Contains("has commits that are not in origin/main", error, StringComparison.Ordinal);
    }

    private Task<string> RunProgramAsync(params string[] arguments) =>
        Command.RunAsync("dotnet", [Repository.BuiltAssembly("Grocery.Versions"), .. arguments], _ann.Root);

    // Bob's commit is made now, and reaches the origin between the fetch of Ann and her push.
    private async Task<string> WhatBobPushesAsync(params string[] arguments)
    {
        await _bob.GitAsync("pull", "--quiet", "--ff-only");
        await _bob.DoAsync(arguments);
        return $"git -C '{_bob.Root}' push --quiet origin main";
    }

    private Task BeforeThePushOfAnnAsync(string command) =>
        _ann.WriteHookAsync(".git/hooks/pre-push", $"unset GIT_DIR GIT_WORK_TREE GIT_PREFIX\n[ -e .git/raced ] || {{ touch .git/raced; {command}; }}\n");
}
