namespace Grocery.Platform.Testing;

/// <summary>What a fake of AWS does in place of answering.</summary>
public enum AwsFault
{
    /// <summary>400 ThrottlingException; 429 of AppConfig.</summary>
    Throttled,

    /// <summary>400 AccessDeniedException; 403 of AppConfig.</summary>
    AccessDenied,

    /// <summary>500, as AWS says it.</summary>
    InternalError,

    /// <summary>503 with a page of HTML, as a load balancer sends it.</summary>
    HtmlUnavailable,

    /// <summary>200 with text that is not JSON.</summary>
    NotJson,

    /// <summary>Headers and the start of the body, and then nothing more.</summary>
    StalledBody,

    /// <summary>No answer at all while the connection stays open.</summary>
    Silence,

    /// <summary>The connection is cut.</summary>
    CutConnection,

    /// <summary>The operation is done, and the connection cut before its answer.</summary>
    LostReply,

    /// <summary>400 ExpiredTokenException.</summary>
    ExpiredCredentials,

    /// <summary>The KMS key cannot be used.</summary>
    UnusableKey,
}
