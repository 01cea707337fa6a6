using Nestor.Leases;
using Nestor.Model.Leases;
using Nestor.Model.Logging;
using Nestor.Wire.Values;

namespace Nestor.Stores.Memfile;

/// <summary>Reads all files of a DHCPv4 lease store into the table.</summary>
/// <param name="maxErrors">Bad rows in one file after which loading is given up; 0 never gives up.</param>
public sealed class LeaseLoader4(LeaseFiles files, LeaseTable4 table, uint maxErrors, Logger log)
    : LeaseLoader(files, log), ILeaseRows<Lease4View>
{
    void ILeaseRows<Lease4View>.Row(in Lease4View lease, ReadOnlySpan<byte> row)
    {
        Tell(row);
        if (Csv4.IsDeletion(in lease))
        {
            table.Remove(lease.Fields.Address);
        }
        else
        {
            table.Put(in lease);
        }
    }

    protected override void BeginLoad() => table.BeginLoad();

    protected override void EndLoad() => table.EndLoad();

    protected override LeaseFileResult Read(string path, Logger log) =>
        LeaseFileReader.Read<Csv4, Lease4View, Ip4>(path, maxErrors, this, log);
}
