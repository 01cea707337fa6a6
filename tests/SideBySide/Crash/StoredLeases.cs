using System.Globalization;
using SideBySide.Comparison;

namespace SideBySide.Crash;

/// <summary>What a dead server's files say, read in the order in which a server loads them.</summary>
internal sealed class StoredLeases
{
    private readonly LeaseRows _rows;

    public StoredLeases(string leaseFile)
    {
        AwaitCleanUp(leaseFile + ".pid");
        string completed = leaseFile + ".completed";
        string[] older = File.Exists(completed) ? [completed] : [leaseFile + ".2", leaseFile + ".1"];
        _rows = LeaseRows.Read([.. older, leaseFile]);
    }

    /// <summary>Rows that cannot be read; after a crash the last one of the journal may be cut off, no other.</summary>
    public IReadOnlyList<string> Problems => _rows.Problems;

    /// <summary>What is wrong with each acknowledged lease; nothing when all are stored as they were told.</summary>
    public List<string> Missing(IEnumerable<Acknowledged> leases) =>
        [.. leases.Select(Complaint).OfType<string>()];

    /// <summary>A clean-up outlives its server; while it moves files about, nobody can read them as a whole.</summary>
    private static void AwaitCleanUp(string pidFile)
    {
        for (int i = 0; i < 1000 && File.Exists(pidFile); i++)
        {
            string pid = File.ReadAllText(pidFile).Trim();
            if (pid.Length > 0 && !Directory.Exists($"/proc/{pid}"))
            {
                return;
            }

            Thread.Sleep(10);
        }
    }

    private string? Complaint(Acknowledged lease)
    {
        if (!_rows.Histories.TryGetValue(lease.Address, out List<Dictionary<string, string>>? history))
        {
            return $"{lease.Address}: no row";
        }

        Dictionary<string, string> row = history[^1];
        long lifetime = long.Parse(row["valid_lifetime"], CultureInfo.InvariantCulture);
        long began = long.Parse(row["expire"], CultureInfo.InvariantCulture) - lifetime;
        // time(2) may be one tick, and so one second, behind the clock that told us when we sent.
        long sent = lease.Sent - 1;

        bool isOwn = row.TryGetValue("duid", out string? duid)
            ? duid == lease.ClientId
            : row["hwaddr"] == lease.Mac && row["client_id"] == lease.ClientId;
        bool isRight = isOwn &&
            lifetime == lease.Lifetime && row["subnet_id"] == "1" && row["state"] == "0" &&
            began >= sent && began <= lease.Heard;

        // A renewal whose ACK was not heard may be stored after the one that was.
        bool isNewer = isOwn && began >= sent;
        return isRight || isNewer ? null : $"{lease}: row {string.Join(',', row.Values)}";
    }
}
