using System.Globalization;
using SideBySide.Net;
using SideBySide.Packets;
using SideBySide.Scenarios;
using SideBySide.Servers;

namespace SideBySide.Crash;

/// <summary>A DHCPv4 server of a big pool.</summary>
internal sealed class CrashBench(int cleanUpSeconds, long? diskBytes = null)
    : CrashBench<Query, Reply>(ServerCommand.Subject, Configuration, cleanUpSeconds, diskBytes)
{
    private const string Relay = "10.0.0.2";

    private const string Configuration = """
        { "Dhcp4": {
          "lease-database": { "type": "memfile", "name": "@DATA@/kea-leases4.csv", "lfc-interval": @LFC@ },
          "valid-lifetime": 7200,
          "subnet4": [ { "id": 1, "subnet": "10.0.0.0/8", "pools": [ { "pool": "10.1.0.0 - 10.9.255.255" } ] } ]
        } }
        """;

    protected override Side<Reply> MakeSide(ServerCommand command, string folder, Func<ServerCommand, string, string> configuration) =>
        new Side(command, ["10.0.0.1/8"], null, folder, configuration);

    protected override Load<Query, Reply> MakeLoad(Side<Reply> side) => new Load((Side)side, "10.0.0.1", Relay, inFlight: 24);

    protected override Query Fence()
    {
        var fence = new Query
        {
            HardwareAddress = [2, 0xfe, 0, 0, 0, 1],
            TransactionId = 0xfe000001,
            Giaddr = Relay,
            Ciaddr = "10.0.0.9",
            Envelope = new Envelope("02:00:00:00:00:fe", Link.ServerMac, Relay, "10.0.0.1", 67, 67),
        };
        return fence.Add(OptionCode.MessageType, MessageType.Inform);
    }
}

/// <summary>A DHCPv6 server of many addresses and prefixes.</summary>
internal sealed class CrashBench6(int cleanUpSeconds) : CrashBench<Query6, Reply6>(ServerCommand.Subject6, Configuration, cleanUpSeconds)
{
    private const string Configuration = """
        { "Dhcp6": {
          "lease-database": { "type": "memfile", "name": "@DATA@/kea-leases6.csv", "lfc-interval": @LFC@ },
          "valid-lifetime": 7200, "preferred-lifetime": 3600,
          "subnet6": [ { "id": 1, "subnet": "2001:db8:1::/48", "pools": [ { "pool": "2001:db8:1:1::/108" } ],
            "pd-pools": [ { "prefix": "3000::", "prefix-len": 36, "delegated-len": 56 } ] } ]
        } }
        """;

    protected override Side<Reply6> MakeSide(ServerCommand command, string folder, Func<ServerCommand, string, string> configuration) =>
        new Side6(command, ["2001:db8:1::1/64"], folder, configuration);

    protected override Load<Query6, Reply6> MakeLoad(Side<Reply6> side) => new Load6(side, inFlight: 24);

    protected override Query6 Fence() => Terrain6.RelayedFence(0xfe0001, Terrain6.ServerLinkLocal);
}

/// <summary>One server of a big pool, to be killed and started again.</summary>
internal abstract class CrashBench<TQuery, TReply> : IDisposable
    where TQuery : Message
    where TReply : Answer
{
    private readonly string _folder;
    private readonly bool _hasDisk;

    /// <param name="cleanUpSeconds">The server's lfc-interval; 0 is never.</param>
    /// <param name="diskBytes">When set, the lease file lies on a file system of this size.</param>
    protected CrashBench(ServerCommand command, string configuration, int cleanUpSeconds, long? diskBytes = null)
    {
        _folder = Bench.NewFolder("crash");
        DataFolder = diskBytes is null ? Path.Combine(_folder, "server") : Path.Combine(_folder, "disk");
        Directory.CreateDirectory(DataFolder);
        try
        {
            if (diskBytes is not null)
            {
                Command.Run("mount", "-t", "tmpfs", "-o", $"size={diskBytes}", "nestor-test", DataFolder);
                _hasDisk = true;
            }

            string text = configuration.Replace("@DATA@", DataFolder, StringComparison.Ordinal)
                .Replace("@LFC@", cleanUpSeconds.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
            Side = MakeSide(command, Path.Combine(_folder, "server"), (side, at) => Fixture.Complete(text, side, at));
            Side.Server.DataFolder = DataFolder;
            Load = MakeLoad(Side);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public string DataFolder { get; }

    public Side<TReply> Side { get; } = null!;

    public Load<TQuery, TReply> Load { get; } = null!;

    public ServerProcess Server => Side.Server;

    /// <summary>As a service manager does: again when a start is refused, as Kea does while a clean-up runs.</summary>
    public void Start()
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                StartOnce();
                return;
            }
            catch (InvalidOperationException) when (attempt < 10 && !Server.IsAlive)
            {
                Server.Stop();
                Thread.Sleep(300);
            }
        }
    }

    /// <summary>Kills this server's clean-up processes at once; says how many there were.</summary>
    public int KillCleanUps()
    {
        int killed = 0;
        foreach (string folder in Directory.EnumerateDirectories("/proc").Where(f => char.IsDigit(f[6])))
        {
            try
            {
                string line = File.ReadAllText(Path.Combine(folder, "cmdline"));
                if (line.Contains("kea-lfc", StringComparison.Ordinal) && line.Contains(DataFolder, StringComparison.Ordinal))
                {
                    killed += Libc.Kill(int.Parse(Path.GetFileName(folder)), Libc.SigKill) == 0 ? 1 : 0;
                }
            }
            catch (IOException)
            {
                // It ended while we looked.
            }
        }

        return killed;
    }

    public void Dispose()
    {
        Side?.Dispose();
        KillCleanUps();
        if (_hasDisk)
        {
            Command.Try("umount", ["-l", DataFolder]);
        }

        Directory.Delete(_folder, recursive: true);
    }

    private void StartOnce()
    {
        Server.Start();
        Side.AwaitReady(Fence());
    }

    protected abstract Side<TReply> MakeSide(ServerCommand command, string folder, Func<ServerCommand, string, string> configuration);

    protected abstract Load<TQuery, TReply> MakeLoad(Side<TReply> side);

    /// <summary>A question that a server that is up answers.</summary>
    protected abstract TQuery Fence();
}
