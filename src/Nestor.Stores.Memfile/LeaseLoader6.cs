using Nestor.Leases;
using Nestor.Model.Leases;
using Nestor.Model.Logging;
using Nestor.Wire.Values;

namespace Nestor.Stores.Memfile;

/// <summary>Reads all files of a DHCPv6 lease store into the table.</summary>
public sealed class LeaseLoader6(LeaseFiles files, LeaseTable6 table, uint maxErrors, Logger log)
    : LeaseLoader<Csv6, Lease6View, Ip6>(files, table, maxErrors, log);
