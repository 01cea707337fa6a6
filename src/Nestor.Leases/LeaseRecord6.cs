using Nestor.Model.Leases;

namespace Nestor.Leases;

/// <summary>One IPv6 lease in the table with its places in all indexes.</summary>
internal struct LeaseRecord6 : ILeaseRecord<LeaseRecord6, Lease6Fields>
{
    public Lease6Fields Fields;
    public LeaseBytes Bytes;
    public LeaseLinks Links;
    public int NextByIa;
    public int NextByDuid;

    public static ref LeaseLinks LinksOf(ref LeaseRecord6 record) => ref record.Links;

    public static ref LeaseBytes BytesOf(ref LeaseRecord6 record) => ref record.Bytes;

    public static uint SubnetIdOf(ref LeaseRecord6 record) => record.Fields.SubnetId;

    public static LeaseState StateOf(ref LeaseRecord6 record) => record.Fields.State;

    public static long ExpireOf(ref LeaseRecord6 record) => record.Fields.Expire;

    public static bool IsInfinite(ref LeaseRecord6 record) => record.Fields.IsInfinite;

    public static ref Lease6Fields FieldsOf(ref LeaseRecord6 record) => ref record.Fields;

    public static uint AddressHashOf(in Lease6Fields fields, ulong seed) => ByteHash.Of(fields.Address.High, fields.Address.Low, seed);

    public static bool HasSameKeys(in Lease6Fields fields, in Lease6Fields other) => fields.Iaid == other.Iaid && fields.Type == other.Type;

    internal readonly struct ByIa : ISlotChain<LeaseRecord6>
    {
        public static ref int NextOf(ref LeaseRecord6 record) => ref record.NextByIa;
    }

    internal readonly struct ByDuid : ISlotChain<LeaseRecord6>
    {
        public static ref int NextOf(ref LeaseRecord6 record) => ref record.NextByDuid;
    }
}
