using Nestor.Model.Leases;

namespace Nestor.Leases;

/// <summary>One lease in the table with its places in all indexes; no references, so the collector does not look at it.</summary>
internal struct LeaseRecord4
{
    public Lease4Fields Fields;

    /// <summary>Hardware address, client identifier, host name and user context, one after the other.</summary>
    public int Bytes;
    public byte HardwareLength;
    public byte ClientIdLength;
    public byte HostnameLength;
    public bool IsUsed;
    public int UserContextLength;

    // Chains of the hash tables; NextByAddress also links free records.
    public int NextByAddress;
    public int NextByHardware;
    public int NextByClientId;
    public SlotLink InSubnet;
    public SlotLink InTime;

    /// <summary>The time list the lease stands in; -1 for none.</summary>
    public short TimeList;

    public readonly int Length => HardwareLength + ClientIdLength + HostnameLength + UserContextLength;
}
