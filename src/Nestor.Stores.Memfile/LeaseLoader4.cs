using Nestor.Leases;
using Nestor.Model.Leases;
using Nestor.Model.Logging;
using Nestor.Wire.Values;

namespace Nestor.Stores.Memfile;

/// <summary>Reads all files of a DHCPv4 lease store into the table.</summary>
public sealed class LeaseLoader4(LeaseFiles files, LeaseTable4 table, uint maxErrors, Logger log)
    : LeaseLoader<Csv4, Lease4View, Ip4>(files, table, maxErrors, log);
