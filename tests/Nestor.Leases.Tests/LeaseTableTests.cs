using CsCheck;
using Nestor.Model.Leases;
using Nestor.Wire.Values;

namespace Nestor.Leases.Tests;

public sealed class LeaseTableTests
{
    private const long Start = 1_000_000;

    private sealed record Model(uint Address, uint Subnet, long Cltt, uint Lifetime, byte State, byte Hardware, byte ClientId, byte Name)
    {
        public byte[] HardwareBytes => Hardware == 0 ? [] : [2, 0, 0, 0, 0, Hardware];

        public byte[] ClientIdBytes => ClientId == 0 ? [] : [.. Enumerable.Repeat(ClientId, ClientId % 20 + 2)];

        public byte[] NameBytes => [.. Enumerable.Repeat((byte)'n', Name % 40)];

        public Lease4View View => new()
        {
            Fields = new Lease4Fields
            {
                Address = new Ip4(Address),
                SubnetId = Subnet,
                Cltt = Cltt,
                ValidLifetime = Lifetime,
                State = (LeaseState)State,
            },
            HardwareAddress = HardwareBytes,
            ClientId = ClientIdBytes,
            Hostname = NameBytes,
        };
    }

    private static readonly Gen<Model> AnyLease = Gen.Select(
        Gen.UInt[0, 60], Gen.UInt[1, 3], Gen.Long[Start - 50, Start + 50], Gen.UInt[1, 100], Gen.Byte[0, 3], Gen.Byte[0, 5], Gen.Byte[0, 5],
        Gen.Byte).Select((address, subnet, cltt, lifetime, state, hardware, id, name) =>
            new Model(address, subnet, cltt, lifetime, state, hardware, id, name));

    [Fact]
    public void It_agrees_with_a_dictionary_whatever_is_done()
    {
        Gen.Select(Gen.Int[0, 200], Gen.Select(Gen.Int[0, 4], AnyLease).Array[1, 200]).Sample((loaded, steps) =>
        {
            var table = new LeaseTable4(3, Start);
            var model = new Dictionary<uint, Model>();
            table.BeginLoad();
            for (int i = 0; i < steps.Length; i++)
            {
                if (i == loaded)
                {
                    table.EndLoad();
                }

                var (what, lease) = steps[i];
                if (what < 3)
                {
                    table.Put(lease.View);
                    model[lease.Address] = lease;
                }
                else
                {
                    Assert.Equal(model.Remove(lease.Address), table.Remove(new Ip4(lease.Address)));
                }
            }

            table.EndLoad();
            Compare(table, model);
        }, iter: 500);
    }

    [Fact]
    public void Leases_run_out_in_order_and_each_once()
    {
        Gen.Select(AnyLease.Array[1, 100], Gen.Long[1, 40].Array[1, 10]).Sample((leases, steps) =>
        {
            var table = new LeaseTable4(3, Start);
            var model = new Dictionary<uint, Model>();
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

            var held = model.Values.Where(l => l.State <= 1).ToList();
            Assert.Equal(
                held.Where(l => l.Cltt + l.Lifetime >= Start && l.Cltt + l.Lifetime < now).Select(l => l.Address).Order(), told.Addresses.Order());
            var expired = new List<(long, uint)>();
            while (table.OldestExpired() is >= 0 and int slot)
            {
                ref readonly var fields = ref table.Fields(slot);
                expired.Add((fields.Expire, fields.Address.Value));
                table.RemoveSlot(slot);
            }

            Assert.Equal(held.Where(l => l.Cltt + l.Lifetime < now).Select(l => l.Address).Order(), expired.Select(e => e.Item2).Order());
            Assert.Equal(expired.Select(e => e.Item1).Order(), expired.Select(e => e.Item1));
        }, iter: 500);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    [InlineData(70_000_000)]
    public void Time_may_go_on_in_small_steps_or_by_years(long lifetime)
    {
        foreach (long step in (long[])[1, 255, 1000, 1 << 22])
        {
            if (lifetime / step > 200_000)
            {
                continue;
            }

            var table = new LeaseTable4(3, Start);
            table.Put(new Model(1, 1, Start, (uint)lifetime, 0, 1, 0, 0).View);
            var told = new Told(table);
            long now = Start;
            while (now + step <= Start + lifetime)
            {
                now += step;
                table.Advance(now, told);
            }

            Assert.Empty(told.Addresses);
            table.Advance(Math.Max(now + 1, Start + lifetime + 1), told);
            Assert.Single(told.Addresses);
        }
    }

    [Fact]
    public void Reclaimed_and_released_leases_of_a_file_come_oldest_first_and_later_ones_behind()
    {
        var table = new LeaseTable4(3, Start);
        foreach (uint lifetime in (uint[])[70, 20, 90, 10, 50])
        {
            table.Put(new Model(lifetime, 1, Start - 100, lifetime, (byte)(lifetime > 50 ? 2 : 3), 1, 0, 0).View);
        }

        table.Advance(Start + 1, new Told(table));
        Assert.Equal(10u, table.Fields(table.OldestReclaimed(out _)).Address.Value);
        table.Put(new Model(1, 1, Start - 100, 1, 2, 1, 0, 0).View);
        var order = new List<uint>();
        while (table.OldestReclaimed(out long since) is >= 0 and int slot)
        {
            Assert.Equal(table.Fields(slot).Expire, since);
            order.Add(table.Fields(slot).Address.Value);
            table.RemoveSlot(slot);
        }

        Assert.Equal([10u, 20, 50, 70, 90, 1], order);
    }

    [Fact]
    public void A_lease_that_never_ends_never_runs_out()
    {
        var table = new LeaseTable4(3, Start);
        table.Put(new Model(1, 1, Start, uint.MaxValue, 0, 1, 0, 0).View);
        var told = new Told(table);
        table.Advance(Start + (1L << 33), told);
        Assert.Empty(told.Addresses);
        Assert.Equal(-1, table.OldestExpired());
    }

    [Fact]
    public void Leases_ever_changing_need_no_new_memory()
    {
        var table = new LeaseTable4(3, Start);
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
                table.Put(new Lease4View
                {
                    Fields = new Lease4Fields { Address = new Ip4(i), SubnetId = 1 + (round % 2), Cltt = Start, ValidLifetime = 60 + round },
                    ClientId = id,
                });
                if ((i + round) % 3 == 0)
                {
                    table.Remove(new Ip4(i));
                }
            }
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64 << 10);
    }

    [Fact]
    public void A_view_of_the_table_itself_can_be_put_back()
    {
        var table = new LeaseTable4(3, Start);
        int slot = table.Put(new Model(1, 1, Start, 50, 0, 4, 4, 30).View);
        var view = table.View(slot);
        view.Hostname = view.Hostname[..5];
        view.Fields.SubnetId = 2;
        Assert.Equal(slot, table.Put(in view));
        Assert.Equal("nnnnn"u8, table.Hostname(slot));
        Assert.Equal((byte[])[2, 0, 0, 0, 0, 4], table.HardwareAddress(slot).ToArray());
        Assert.Equal((-1, slot), (table.FirstInSubnet(1), table.FirstInSubnet(2)));
    }

    [Fact]
    public void A_lease_takes_less_than_200_bytes_with_all_indexes()
    {
        const int Count = 200_000;
        long before = GC.GetTotalMemory(true);
        var table = new LeaseTable4(3, Start);
        for (uint i = 0; i < Count; i++)
        {
            byte[] hardware = [2, 0, (byte)(i >> 24), (byte)(i >> 16), (byte)(i >> 8), (byte)i];
            table.Put(new Lease4View
            {
                Fields = new Lease4Fields { Address = new Ip4(i), SubnetId = 1, Cltt = Start, ValidLifetime = 3600 },
                HardwareAddress = hardware,
                ClientId = (byte[])[1, .. hardware],
            });
        }

        long each = (GC.GetTotalMemory(true) - before) / Count;
        Assert.InRange(each, 1, 200);
        GC.KeepAlive(table);
    }

    private static void Compare(LeaseTable4 table, Dictionary<uint, Model> model)
    {
        Assert.Equal(model.Count, table.Count);
        foreach (var lease in model.Values)
        {
            int slot = table.Find(new Ip4(lease.Address));
            Assert.True(slot >= 0);
            Assert.Equal(lease.HardwareBytes, table.HardwareAddress(slot).ToArray());
            Assert.Equal(lease.ClientIdBytes, table.ClientId(slot).ToArray());
            Assert.Equal(lease.NameBytes, table.Hostname(slot).ToArray());
            Assert.Equal(lease.View.Fields, table.Fields(slot));
        }

        for (byte id = 1; id <= 5; id++)
        {
            var by = new Model(0, 0, 0, 0, 0, id, id, 0);
            var hardware = Walk(table, table.FirstByHardwareAddress(by.HardwareBytes), table.NextByHardwareAddress);
            Assert.Equal(model.Values.Where(l => l.Hardware == id).Select(l => l.Address).Order(), hardware);
            var clients = Walk(table, table.FirstByClientId(by.ClientIdBytes), table.NextByClientId);
            Assert.Equal(model.Values.Where(l => l.ClientId == id).Select(l => l.Address).Order(), clients);
        }

        for (uint subnet = 1; subnet <= 3; subnet++)
        {
            Assert.Equal(
                model.Values.Where(l => l.Subnet == subnet).Select(l => l.Address).Order(),
                Walk(table, table.FirstInSubnet(subnet), table.NextInSubnet));
        }
    }

    private static List<uint> Walk(LeaseTable4 table, int slot, Func<int, int> next)
    {
        var found = new List<uint>();
        for (; slot >= 0; slot = next(slot))
        {
            found.Add(table.Fields(slot).Address.Value);
        }

        found.Sort();
        return found;
    }

    private sealed class Told(LeaseTable4 table) : ILeaseExpiry
    {
        public List<uint> Addresses { get; } = [];

        public void Expired(int slot) => Addresses.Add(table.Fields(slot).Address.Value);
    }
}
