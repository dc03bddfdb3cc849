using Grocery.Platform.Cli.Inspection;
using Grocery.Platform.Cli.Projects;
using Grocery.Platform.Cli.Settings;

namespace Grocery.Platform.Cli.Doctor;

/// <summary>All that the rules look at.</summary>
/// <param name="Project">The project.</param>
/// <param name="Settings">What is configured without starting the service.</param>
/// <param name="Manifests">What orchestrators are told.</param>
/// <param name="Inspection">What was seen in the service; <see langword="null"/> when it was not run.</param>
internal sealed record DoctorCase(ServiceProject Project, ConfiguredSettings Settings, IReadOnlyList<StopTime> Manifests, ServiceInspection? Inspection);
