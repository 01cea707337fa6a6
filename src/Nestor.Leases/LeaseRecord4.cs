using Nestor.Model.Leases;

namespace Nestor.Leases;

/// <summary>One IPv4 lease in the table with its places in all indexes.</summary>
internal struct LeaseRecord4 : ILeaseRecord<LeaseRecord4>
{
    public Lease4Fields Fields;
    public LeaseBytes Bytes;
    public LeaseLinks Links;
    public int NextByHardware;
    public int NextByClientId;

    public static ref LeaseLinks LinksOf(ref LeaseRecord4 record) => ref record.Links;

    public static ref LeaseBytes BytesOf(ref LeaseRecord4 record) => ref record.Bytes;

    public static uint SubnetIdOf(ref LeaseRecord4 record) => record.Fields.SubnetId;

    public static LeaseState StateOf(ref LeaseRecord4 record) => record.Fields.State;

    public static long ExpireOf(ref LeaseRecord4 record) => record.Fields.Expire;

    public static bool IsInfinite(ref LeaseRecord4 record) => record.Fields.IsInfinite;

    internal readonly struct ByAddress : ISlotChain<LeaseRecord4>
    {
        public static ref int NextOf(ref LeaseRecord4 record) => ref record.Links.NextByAddress;
    }

    internal readonly struct ByHardware : ISlotChain<LeaseRecord4>
    {
        public static ref int NextOf(ref LeaseRecord4 record) => ref record.NextByHardware;
    }

    internal readonly struct ByClientId : ISlotChain<LeaseRecord4>
    {
        public static ref int NextOf(ref LeaseRecord4 record) => ref record.NextByClientId;
    }
}
