using CsCheck;
using Nestor.Model.Leases;
using Nestor.Wire.Values;

namespace Nestor.Leases.Tests;

public sealed class LeaseTable6Tests
{
    private const long Start = 1_000_000;

    private sealed record Model(
        byte Address, uint Subnet, uint Iaid, long Cltt, uint Lifetime, byte State, byte Duid, byte Hardware, byte Name, bool IsPrefix)
    {
        public byte[] DuidBytes => Duid == 0 ? [] : [0, 3, 0, 1, .. Enumerable.Repeat(Duid, 6 + Duid)];

        public byte[] HardwareBytes => Hardware == 0 ? [] : [2, 0, 0, 0, 0, Hardware];

        public byte[] NameBytes => [.. Enumerable.Repeat((byte)'n', Name % 40)];

        public Ip6 Ip => new(0x20010DB800000000, Address);

        public LeaseType Type => IsPrefix ? LeaseType.Pd : LeaseType.Na;

        public Lease6View View => new()
        {
            Fields = new Lease6Fields
            {
                Address = Ip,
                PrefixLength = IsPrefix ? (byte)64 : (byte)128,
                Type = Type,
                SubnetId = Subnet,
                Iaid = Iaid,
                Cltt = Cltt,
                ValidLifetime = Lifetime,
                PreferredLifetime = Lifetime / 2,
                State = (LeaseState)State,
            },
            HardwareAddress = HardwareBytes,
            Duid = DuidBytes,
            Hostname = NameBytes,
        };
    }

    private static readonly Gen<Model> AnyLease = Gen.Select(
        Gen.Select(Gen.Byte[0, 60], Gen.UInt[1, 3], Gen.UInt[1, 2], Gen.Long[Start - 50, Start + 50]),
        Gen.Select(Gen.UInt[1, 100], Gen.Byte[0, 4], Gen.Byte[0, 4], Gen.Byte[0, 2]),
        Gen.Select(Gen.Byte, Gen.Bool))
        .Select((a, b, c) => new Model(a.Item1, a.Item2, a.Item3, a.Item4, b.Item1, b.Item2, b.Item3, b.Item4, c.Item1, c.Item2));

    [Fact]
    public void It_agrees_with_a_dictionary_whatever_is_done()
    {
        Gen.Select(Gen.Int[0, 4], AnyLease).Array[1, 200].Sample(steps =>
        {
            var table = new LeaseTable6(3, Start);
            var model = new Dictionary<byte, Model>();
            foreach (var (what, lease) in steps)
            {
                if (what < 3)
                {
                    table.Put(lease.View);
                    model[lease.Address] = lease;
                }
                else
                {
                    Assert.Equal(model.Remove(lease.Address), table.Remove(lease.Ip));
                }
            }

            Compare(table, model);
        }, iter: 500);
    }

    [Fact]
    public void Addresses_and_prefixes_run_out_in_order_and_each_once()
    {
        Gen.Select(AnyLease.Array[1, 100], Gen.Long[1, 40].Array[1, 10]).Sample((leases, steps) =>
        {
            var table = new LeaseTable6(3, Start);
            var model = new Dictionary<byte, Model>();
            foreach (var lease in leases)
            {
                table.Put(lease.View);
                model[lease.Address] = lease;
            }

            long now = Start;
            var told = new Told(table);
            foreach (long step in steps)
            {
                now += step;
                table.Advance(now, told);
            }

            var held = model.Values.Where(l => l.State is 0 or 1 or 4).ToList();
            Assert.Equal(
                held.Where(l => l.Cltt + l.Lifetime >= Start && l.Cltt + l.Lifetime < now).Select(l => l.Ip).Order(), told.Addresses.Order());
            var expired = new List<(long Expire, Ip6 Address)>();
            while (table.OldestExpired() is >= 0 and int slot)
            {
                ref readonly var fields = ref table.Fields(slot);
                expired.Add((fields.Expire, fields.Address));
                table.RemoveSlot(slot);
            }

            Assert.Equal(held.Where(l => l.Cltt + l.Lifetime < now).Select(l => l.Ip).Order(), expired.Select(e => e.Address).Order());
            Assert.Equal(expired.Select(e => e.Expire).Order(), expired.Select(e => e.Expire));
            int kept = model.Values.Count(l => l.State is 2 or 3);
            for (; table.OldestReclaimed(out _) is >= 0 and int slot; kept--)
            {
                table.RemoveSlot(slot);
            }

            Assert.Equal(0, kept);
        }, iter: 300);
    }

    [Fact]
    public void An_address_is_not_found_as_a_prefix_nor_a_prefix_as_an_address_or_under_another_length()
    {
        var table = new LeaseTable6(3, Start);
        int address = table.Put(new Model(1, 1, 1, Start, 60, 0, 1, 0, 0, IsPrefix: false).View);
        int prefix = table.Put(new Model(2, 1, 1, Start, 60, 0, 1, 0, 0, IsPrefix: true).View);
        Assert.Equal((address, -1), (table.FindAddress(table.Fields(address).Address), table.FindPrefix(table.Fields(address).Address, 128)));
        Assert.Equal((prefix, -1), (table.FindPrefix(table.Fields(prefix).Address, 64), table.FindPrefix(table.Fields(prefix).Address, 56)));
        Assert.Equal(-1, table.FindAddress(table.Fields(prefix).Address));
    }

    [Fact]
    public void A_lease_that_goes_to_another_IA_is_found_there_and_not_in_the_old_one()
    {
        var table = new LeaseTable6(3, Start);
        var lease = new Model(1, 1, 1, Start, 60, 0, 1, 0, 0, IsPrefix: false);
        int slot = table.Put(lease.View);
        Assert.Equal(slot, table.Put((lease with { Iaid = 2 }).View));
        Assert.Equal((-1, slot), (table.FirstInIa(lease.DuidBytes, 1, LeaseType.Na), table.FirstInIa(lease.DuidBytes, 2, LeaseType.Na)));
        Assert.Equal(-1, table.FirstInIa(lease.DuidBytes, 2, LeaseType.Pd));
    }

    [Fact]
    public void A_view_of_the_table_itself_can_be_put_back()
    {
        var table = new LeaseTable6(3, Start);
        int slot = table.Put(new Model(1, 1, 1, Start, 60, 0, 4, 1, 30, IsPrefix: false).View);
        var view = table.View(slot);
        view.Hostname = view.Hostname[..5];
        view.Fields.SubnetId = 2;
        Assert.Equal(slot, table.Put(in view));
        Assert.Equal("nnnnn"u8, table.Hostname(slot));
        Assert.Equal((byte[])[2, 0, 0, 0, 0, 1], table.HardwareAddress(slot).ToArray());
        Assert.Equal((-1, slot), (table.FirstInSubnet(1), table.FirstInSubnet(2)));
    }

    [Fact]
    public void Leases_ever_changing_need_no_new_memory()
    {
        var table = new LeaseTable6(3, Start);
        Span<byte> room = stackalloc byte[44];
        long before = 0;
        for (uint round = 0; round < 20; round++)
        {
            if (round == 10)
            {
                before = GC.GetAllocatedBytesForCurrentThread();
            }

            for (uint i = 0; i < 2000; i++)
            {
                var id = room[..(4 + (int)((i + round) % 40))];
                id.Fill((byte)(i + round));
                table.Put(new Lease6View
                {
                    Fields = new Lease6Fields
                    {
                        Address = new Ip6(0, i),
                        Iaid = i,
                        SubnetId = 1 + (round % 2),
                        Cltt = Start,
                        ValidLifetime = 60 + round,
                    },
                    Duid = id,
                });
                if ((i + round) % 3 == 0)
                {
                    table.Remove(new Ip6(0, i));
                }
            }
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64 << 10);
    }

    [Fact]
    public void A_lease_takes_less_than_200_bytes_with_all_indexes()
    {
        const int Count = 1_000_000;
        long before = GC.GetTotalMemory(true);
        var table = new LeaseTable6(3, Start);
        Span<byte> duid = [0, 1, 0, 1, 0x2F, 0, 0, 0, 2, 0, 0, 0, 0, 0];
        Span<byte> hardware = duid[8..];
        for (uint i = 0; i < Count; i++)
        {
            System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(duid[10..], i);
            table.Put(new Lease6View
            {
                Fields = new Lease6Fields
                {
                    Address = new Ip6(0x20010DB800000000, i),
                    PrefixLength = 128,
                    Iaid = i,
                    SubnetId = 1,
                    Cltt = Start,
                    ValidLifetime = 3600,
                },
                Duid = duid,
                HardwareAddress = hardware,
            });
        }

        long each = (GC.GetTotalMemory(true) - before) / Count;
        TestContext.Current.TestOutputHelper?.WriteLine($"{each} bytes a lease");
        Assert.InRange(each, 1, 200);
        GC.KeepAlive(table);
    }

    private static void Compare(LeaseTable6 table, Dictionary<byte, Model> model)
    {
        Assert.Equal(model.Count, table.Count);
        foreach (var lease in model.Values)
        {
            int slot = table.Find(lease.Ip);
            Assert.True(slot >= 0);
            Assert.Equal(lease.HardwareBytes, table.HardwareAddress(slot).ToArray());
            Assert.Equal(lease.DuidBytes, table.Duid(slot).ToArray());
            Assert.Equal(lease.NameBytes, table.Hostname(slot).ToArray());
            Assert.Equal(lease.View.Fields, table.Fields(slot));
        }

        for (byte duid = 1; duid <= 4; duid++)
        {
            var by = new Model(0, 0, 0, 0, 0, 0, duid, 0, 0, false);
            var of = model.Values.Where(l => l.Duid == duid).ToList();
            Assert.Equal(of.Select(l => l.Ip).Order(), Walk(table, table.FirstByDuid(by.DuidBytes), table.NextByDuid));
            for (uint iaid = 1; iaid <= 2; iaid++)
            {
                foreach (var type in (LeaseType[])[LeaseType.Na, LeaseType.Pd])
                {
                    Assert.Equal(
                        of.Where(l => l.Iaid == iaid && l.Type == type).Select(l => l.Ip).Order(),
                        Walk(table, table.FirstInIa(by.DuidBytes, iaid, type), table.NextInIa));
                }
            }
        }

        for (uint subnet = 1; subnet <= 3; subnet++)
        {
            Assert.Equal(
                model.Values.Where(l => l.Subnet == subnet).Select(l => l.Ip).Order(),
                Walk(table, table.FirstInSubnet(subnet), table.NextInSubnet));
        }
    }

    private static List<Ip6> Walk(LeaseTable6 table, int slot, Func<int, int> next)
    {
        var found = new List<Ip6>();
        for (; slot >= 0; slot = next(slot))
        {
            found.Add(table.Fields(slot).Address);
        }

        found.Sort();
        return found;
    }

    private sealed class Told(LeaseTable6 table) : ILeaseExpiry
    {
        public List<Ip6> Addresses { get; } = [];

        public void Expired(int slot) => Addresses.Add(table.Fields(slot).Address);
    }
}
