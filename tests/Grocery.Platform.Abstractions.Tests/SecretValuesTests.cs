namespace Grocery.Platform.Abstractions.Tests;

public sealed class SecretValuesTests
{
    private readonly SecretValues _secrets = new();

    [Fact]
    public void Values_that_are_added_at_once_are_all_known_and_each_once()
    {
        var secrets = new SecretValues();
        secrets.Add("first-secret");
        var before = secrets.Values;

        secrets.AddRange(["second-secret", "abc", "third-secret", "second-secret", "first-secret"]);
        var after = secrets.Values;
        secrets.AddRange(["third-secret"]);

        Assert.Equal("*** *** *** abc", secrets.Redact("first-secret second-secret third-secret abc"));
        Assert.Equal((1, 3), (before.Count, after.Count));
        Assert.Same(after, secrets.Values);
    }

    [Fact]
    public void Every_occurrence_of_every_secret_is_masked()
    {
        _secrets.Add("hunter2");
        _secrets.Add("s3cr3t");

        Assert.Equal("user=a;password=***;key=***;again=***", _secrets.Redact("user=a;password=hunter2;key=s3cr3t;again=hunter2"));
    }

    [Theory]
    [InlineData("long", "longer")]
    [InlineData("longer", "long")]
    public void Of_secrets_that_share_a_start_the_longer_is_masked_whole(string first, string second)
    {
        _secrets.Add(first);
        _secrets.Add(second);

        Assert.Equal("<***> <***>", _secrets.Redact("<longer> <long>"));
    }

    [Fact]
    public void A_text_without_secrets_comes_back_as_it_is()
    {
        _secrets.Add("hunter2");
        var text = new string('x', 10);

        Assert.Same(text, _secrets.Redact(text));
        Assert.False(_secrets.IsIn(text));
        Assert.True(_secrets.IsIn("a hunter2 b"));
    }

    [Fact]
    public void A_value_too_short_to_mask_is_left_out()
    {
        _secrets.Add("abc");

        Assert.Equal("abcdef", _secrets.Redact("abcdef"));
    }

    [Fact]
    public void Adding_from_many_threads_loses_none()
    {
        Parallel.For(0, 1000, i => _secrets.Add($"secret-{i:0000}"));

        Assert.All(Enumerable.Range(0, 1000), i => Assert.Equal("***", _secrets.Redact($"secret-{i:0000}")));
    }
}
