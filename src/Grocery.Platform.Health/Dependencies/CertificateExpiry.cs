using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Grocery.Platform.Health.Dependencies;

/// <summary>Judges a certificate by the time that it is still valid.</summary>
internal sealed class CertificateExpiry(TimeSpan warnBefore, TimeProvider time)
{
    public HealthCheckResult Judge(X509Certificate2 certificate, HealthCheckContext context)
    {
        var now = time.GetUtcNow();
        DateTimeOffset start = certificate.NotBefore, end = certificate.NotAfter;
        var left = end - now;
        var data = new Dictionary<string, object> { ["days_left"] = (int)Math.Floor(left.TotalDays) };

        if (left <= TimeSpan.Zero)
            return new(context.Registration.FailureStatus, $"expired at {Text(end)}", data: data);
        if (start > now)
            return new(context.Registration.FailureStatus, $"not valid before {Text(start)}", data: data);

        return left <= warnBefore
            ? HealthCheckResult.Degraded($"expires at {Text(end)}", data: data)
            : HealthCheckResult.Healthy(data: data);
    }

    private static string Text(DateTimeOffset at) => at.ToString("u", CultureInfo.InvariantCulture);
}
