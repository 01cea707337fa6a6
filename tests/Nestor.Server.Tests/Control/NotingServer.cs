using Nestor.Config.Loading;
using Nestor.Json;
using Nestor.Model.Settings;
using Nestor.Server.Control;
using Nestor.Server.Runtime;
using Nestor.Server.Sockets;

namespace Nestor.Server.Tests.Control;

/// <summary>A server that only notes what it is told.</summary>
internal sealed class NotingServer : ICommandedServer
{
    public IReadOnlyList<string> NotReady => [];

    public IReadOnlyList<Hooks.Libraries.LibraryGuard> Libraries { get; set; } = [];

    public HandClock Clock { get; } = new();

    public NotingServer() => Service = new ServiceState(Clock);

    public string Family => "DHCPv4";

    public string ConfigurationName => "Dhcp4";

    public string ConfigurationFile { get; set; } = "kea.conf";

    public bool IsTrusting { get; set; }

    public string ServerTag => "tag";

    public ServiceState Service { get; }

    public (TimeSpan Run, TimeSpan Configuration) Ages => (TimeSpan.FromSeconds(60.9), TimeSpan.FromSeconds(7));

    public List<string> Problems { get; } = [];

    public IReadOnlyCollection<string> SocketProblems => Problems;

    public IReadOnlyList<QuarantinedEntry> Quarantined => Settings.Quarantined;

    public IReadOnlyList<double> Waiting => [0.5, 0.25, 0.125];

    public DhcpSettings Settings { get; set; } = new Dhcp4Settings([], []);

    public string? LeaseFile { get; set; } = "leases.csv";

    public string? ReloadError { get; set; }

    /// <summary>What was left out of the configuration that was read last.</summary>
    public IReadOnlyList<QuarantinedEntry> LeftOut { get; private set; } = [];

    public string? Taken { get; private set; }

    public int? ExitCode { get; private set; }

    public List<InterfaceState> Nics { get; } = [];

    public List<string> Listening { get; } = [];

    public int Redetections { get; private set; }

    public bool IsCleaningUp { get; set; }

    /// <summary>What StartCleanUp says; null where it must not be asked.</summary>
    public bool? CanCleanUp { get; set; }

    IReadOnlyCollection<string> ICommandedServer.Listening => Listening;

    public IReadOnlyList<InterfaceState> Interfaces() => Nics;

    public void Redetect() => Redetections++;

    public bool StartCleanUp() => CanCleanUp!.Value;

    public DhcpSettings? Load(byte[] text) => ConfigLoader.Load4(text, ConfigurationFile, JsonReader.OpenFile).Settings;

    public string? Reload() => ReloadError;

    public Func<string?>? Read(Element root, IReadOnlyList<QuarantinedEntry> leftOut, out DhcpSettings? settings, out string error)
    {
        settings = Settings;
        LeftOut = leftOut;
        var configuration = root["Dhcp4"]!;
        error = configuration["bad"] is null ? "" : "wrong";
        return error.Length > 0 ? null : () =>
        {
            if (configuration["untakable"] is not null)
            {
                return "cannot be taken";
            }

            Taken = JsonWriter.Compact(root);
            return null;
        };
    }

    public void End(int exitCode) => ExitCode = exitCode;
}

/// <summary>A clock that goes by hand, in seconds.</summary>
internal sealed class HandClock : TimeProvider
{
    public long Seconds { get; set; }

    public override long TimestampFrequency => 1;

    public override long GetTimestamp() => Seconds;
}
