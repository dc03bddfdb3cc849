using System.Net;
using Amazon.Runtime;
using Grocery.Platform.Config.Aws;
using Grocery.Platform.Config.Sources;

namespace Grocery.Platform.Config.Tests.Aws;

public sealed class AwsErrorsTests
{
    [Theory]
    [InlineData("ThrottlingException", 400, nameof(FailureKind.Throttled))]
    [InlineData("RequestThrottledException", 400, nameof(FailureKind.Throttled))]
    [InlineData("AccessDeniedException", 400, nameof(FailureKind.Denied))]
    [InlineData("InvalidIdentityToken", 400, nameof(FailureKind.Credentials))]
    [InlineData("InternalServerError", 400, nameof(FailureKind.Unreachable))]
    [InlineData("AnythingAtAll", 503, nameof(FailureKind.Unreachable))]
    [InlineData("", 404, nameof(FailureKind.Unreachable))]
    [InlineData("ResourceNotFoundException", 404, nameof(FailureKind.Missing))]
    [InlineData("SubscriptionRequiredException", 400, nameof(FailureKind.Refused))]
    [InlineData("NobodyHasHeardOfIt", 400, nameof(FailureKind.Refused))]
    public void An_error_is_judged_by_its_name_and_one_of_an_unknown_name_is_no_outage(string code, int status, string kind) =>
        Assert.Equal(kind, $"{AwsErrors.Classify(new AmazonServiceException("", null, ErrorType.Unknown, code, "", (HttpStatusCode)status))}");

    [Fact]
    public void That_one_call_of_several_went_through_does_not_hide_that_another_was_throttled()
    {
        var progress = new ReadProgress();

        progress.Fail(new AmazonServiceException("Rate exceeded", null, ErrorType.Unknown, "ThrottlingException", "", HttpStatusCode.BadRequest));
        progress.CountCall();

        Assert.Equal((null, true), (progress.LastFailure, progress.WasThrottled));
    }
}
