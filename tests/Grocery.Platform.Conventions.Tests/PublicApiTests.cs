using Grocery.Platform.TestSupport;

namespace Grocery.Platform.Conventions.Tests;

public sealed class PublicApiTests
{
    public static TheoryData<string> Packages => [.. Family.Assemblies.Select(assembly => assembly.GetName().Name!)];

    [Theory]
    [MemberData(nameof(Packages))]
    public void The_public_surface_is_the_approved_one(string package)
    {
        var approvedPath = Repository.Path("tests", "Grocery.Platform.Conventions.Tests", "Api", package + ".txt");
        var actual = PublicApi.Of(Family.Assemblies.Single(assembly => assembly.GetName().Name == package)).ToArray();
        if (Environment.GetEnvironmentVariable("APPROVE_API") == "1")
            File.WriteAllLines(approvedPath, actual);

        var approved = File.Exists(approvedPath) ? File.ReadAllLines(approvedPath) : [];

        string[] changes = [.. approved.Except(actual).Select(line => "- " + line.Trim()), .. actual.Except(approved).Select(line => "+ " + line.Trim())];
        Assert.True(
            actual.SequenceEqual(approved, StringComparer.Ordinal),
            $"The public surface of {package} changed. If it is meant, run APPROVE_API=1 eng/test.sh Conventions and review the file.\n{string.Join('\n', changes)}");
    }
}
