using Nestor.Model.Leases;

namespace Nestor.Leases;

/// <summary>One IPv4 lease in the table with its places in all indexes.</summary>
internal struct LeaseRecord4 : ILeaseRecord<LeaseRecord4, Lease4Fields>
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

    public static ref Lease4Fields FieldsOf(ref LeaseRecord4 record) => ref record.Fields;

    public static uint AddressHashOf(in Lease4Fields fields, ulong seed) => ByteHash.Of(fields.Address.Value, seed);

    public static bool HasSameKeys(in Lease4Fields fields, in Lease4Fields other) => true;

    internal readonly struct ByHardware : ISlotChain<LeaseRecord4>
    {
        public static ref int NextOf(ref LeaseRecord4 record) => ref record.NextByHardware;
    }

    internal readonly struct ByClientId : ISlotChain<LeaseRecord4>
    {
        public static ref int NextOf(ref LeaseRecord4 record) => ref record.NextByClientId;
    }
}
