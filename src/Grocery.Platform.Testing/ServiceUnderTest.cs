using Grocery.Platform.Testing.Instances;
using Microsoft.AspNetCore.Mvc.Testing;

namespace Grocery.Platform.Testing;

/// <summary>The service that <see cref="PlatformConformance"/> looks at, and how it is reached.</summary>
public abstract class ServiceUnderTest
{
    private protected ServiceUnderTest()
    {
    }

    /// <summary>Gets what this way of reaching a service gives to checks.</summary>
    internal abstract ConformanceNeeds Gives { get; }

    /// <summary>Gets what it is called in a report.</summary>
    internal abstract string Description { get; }

    /// <summary>Takes a service that runs already. The suite changes nothing in it; most checks do not run.</summary>
    /// <param name="address">The address of its service port.</param>
    /// <param name="management">The address of its management port, or <see langword="null"/> when the suite cannot reach it.</param>
    /// <returns>The service.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="address"/> is <see langword="null"/>.</exception>
    public static ServiceUnderTest At(Uri address, Uri? management = null)
    {
        ArgumentNullException.ThrowIfNull(address);
        return new RemoteService(address, management);
    }

    /// <summary>Takes an executable, which the suite starts three times, each time with settings of its own in environment variables.</summary>
    /// <param name="path">The path of a <c>.dll</c>, which is run by <c>dotnet</c>, or of a program.</param>
    /// <param name="environment">Further environment variables. Of the suite's own environment only <c>PATH</c>, <c>HOME</c> and the like are passed on.</param>
    /// <returns>The service.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static ServiceUnderTest Executable(string path, IReadOnlyDictionary<string, string?>? environment = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return File.Exists(path)
            ? new ExecutableService(Path.GetFullPath(path), environment ?? new Dictionary<string, string?>())
            : throw new FileNotFoundException($"There is no file {Path.GetFullPath(path)}: build the service first, and name its .dll or program.", path);
    }

    /// <summary>Takes a service in this process. The suite starts it three times, on Kestrel and in the host environment Production, each time with settings of its own.</summary>
    /// <typeparam name="TEntryPoint">A type of the service's assembly, such as <c>Program</c>. It must pass its arguments on to its builder.</typeparam>
    /// <param name="factory">Creates the service; the suite does not start this factory itself.</param>
    /// <returns>The service.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="factory"/> is <see langword="null"/>.</exception>
    public static ServiceUnderTest InProcess<TEntryPoint>(WebApplicationFactory<TEntryPoint> factory)
        where TEntryPoint : class
    {
        ArgumentNullException.ThrowIfNull(factory);
        return new HostedService<TEntryPoint>(factory);
    }

    internal abstract Task<Instance> StartAsync(StartSettings settings, CancellationToken cancellationToken);
}
