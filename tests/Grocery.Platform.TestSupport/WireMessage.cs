using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace Grocery.Platform.TestSupport;

/// <summary>One protobuf message, read by the wire format alone: field numbers to values, in order.</summary>
public sealed class WireMessage
{
    private readonly List<(int Number, ulong Value, ReadOnlyMemory<byte> Bytes)> _fields = [];

    /// <summary>Reads a message; throws when the bytes are not one.</summary>
    public WireMessage(ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var tag = ReadVarint(ref bytes);
            var number = (int)(tag >> 3);
            switch (tag & 7)
            {
                case 0:
                    _fields.Add((number, ReadVarint(ref bytes), default));
                    break;
                case 1:
                    _fields.Add((number, BinaryPrimitives.ReadUInt64LittleEndian(Take(ref bytes, 8).Span), default));
                    break;
                case 2:
                    var length = (int)ReadVarint(ref bytes);
                    _fields.Add((number, 0, Take(ref bytes, length)));
                    break;
                case 5:
                    _fields.Add((number, BinaryPrimitives.ReadUInt32LittleEndian(Take(ref bytes, 4).Span), default));
                    break;
                default:
                    throw new InvalidDataException($"Wire type {tag & 7} of field {number}");
            }
        }
    }

    public IEnumerable<WireMessage> Messages(int number) =>
        _fields.Where(field => field.Number == number).Select(field => new WireMessage(field.Bytes));

    public WireMessage Message(int number) => Messages(number).FirstOrDefault() ?? new WireMessage(default);

    public bool Has(int number) => _fields.Exists(field => field.Number == number);

    public ulong Number(int number) => _fields.LastOrDefault(field => field.Number == number).Value;

    public double Floating(int number) => BitConverter.UInt64BitsToDouble(Number(number));

    public double[] PackedFloats(int number) =>
        [.. _fields.Where(field => field.Number == number).SelectMany(field => MemoryMarshal.Cast<byte, double>(field.Bytes.Span).ToArray())];

    /// <summary>Reads repeated numbers of eight bytes each, such as the bucket counts of a histogram.</summary>
    public ulong[] PackedNumbers(int number) =>
        [.. _fields.Where(field => field.Number == number).SelectMany(field => MemoryMarshal.Cast<byte, ulong>(field.Bytes.Span).ToArray())];

    public string Text(int number) => Encoding.UTF8.GetString(_fields.LastOrDefault(field => field.Number == number).Bytes.Span);

    public string Hex(int number) => Convert.ToHexStringLower(_fields.LastOrDefault(field => field.Number == number).Bytes.Span);

    private static ReadOnlyMemory<byte> Take(ref ReadOnlyMemory<byte> bytes, int count)
    {
        var taken = bytes[..count];
        bytes = bytes[count..];
        return taken;
    }

    private static ulong ReadVarint(ref ReadOnlyMemory<byte> bytes)
    {
        var value = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var next = Take(ref bytes, 1).Span[0];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
                return value;
        }
    }
}
