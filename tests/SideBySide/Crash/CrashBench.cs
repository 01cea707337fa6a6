using SideBySide.Net;
using SideBySide.Packets;
using SideBySide.Scenarios;
using SideBySide.Servers;

namespace SideBySide.Crash;

/// <summary>One server of a big pool, to be killed and started again.</summary>
internal sealed class CrashBench : IDisposable
{
    private const string Relay = "10.0.0.2";
    private readonly string _folder;
    private readonly bool _hasDisk;

    /// <param name="cleanUpSeconds">The server's lfc-interval; 0 is never.</param>
    /// <param name="diskBytes">When set, the lease file lies on a file system of this size.</param>
    public CrashBench(int cleanUpSeconds, long? diskBytes = null)
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

            Side = new Side(ServerCommand.Subject, ["10.0.0.1/8"], null, Path.Combine(_folder, "server"),
                (command, at) => Fixture.Complete(Text(cleanUpSeconds), command, at));
            Side.Server.DataFolder = DataFolder;
            Load = new Load(Side, "10.0.0.1", Relay, inFlight: 24);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public string DataFolder { get; }

    public Side Side { get; } = null!;

    public Load Load { get; } = null!;

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
        var fence = new Query
        {
            HardwareAddress = [2, 0xfe, 0, 0, 0, 1],
            TransactionId = 0xfe000001,
            Giaddr = Relay,
            Ciaddr = "10.0.0.9",
            Envelope = new Envelope("02:00:00:00:00:fe", Link.ServerMac, Relay, "10.0.0.1", 67, 67),
        };
        Side.AwaitReady(fence.Add(OptionCode.MessageType, MessageType.Inform));
    }

    private string Text(int cleanUpSeconds) => $$"""
        { "Dhcp4": {
          "lease-database": { "type": "memfile", "name": "{{DataFolder}}/kea-leases4.csv", "lfc-interval": {{cleanUpSeconds}} },
          "valid-lifetime": 7200,
          "subnet4": [ { "id": 1, "subnet": "10.0.0.0/8", "pools": [ { "pool": "10.1.0.0 - 10.9.255.255" } ] } ]
        } }
        """;
}
